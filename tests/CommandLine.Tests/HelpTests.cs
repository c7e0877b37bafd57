using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using EdgeVision.EdgeAgent.Cli;

namespace EdgeVision.CommandLine.Tests;

/// <summary>What <c>--help</c> says can be typed, of every command.</summary>
public sealed partial class HelpTests
{
    public static TheoryData<string> Commands => [.. CommandTree.Paths];

    /// <summary>Each option that help gives a default for: command, option, default.</summary>
    public static TheoryData<string, string, string> Defaults
    {
        get
        {
            TheoryData<string, string, string> defaults = [];
            foreach (string path in CommandTree.Paths)
            {
                foreach (Match match in OptionWithDefault().Matches(CommandTree.Help(path)))
                    defaults.Add(path, match.Groups["option"].Value, match.Groups["default"].Value);
            }

            return defaults;
        }
    }

    [Theory, MemberData(nameof(Defaults))]
    public void ADefaultThatHelpShowsCanBeTyped(string path, string option, string text)
    {
        string[] words = CommandTree.Words(path);

        ParseResult typed = CommandTree.Parse([.. words, option, text]), left = CommandTree.Parse(words);

        Assert.DoesNotContain(typed.Errors, error => error.Message.Contains(option, StringComparison.Ordinal));
        OptionResult result = (OptionResult)typed.GetResult(option)!;
        Assert.False(result.Implicit);
        Assert.Equal(Shown(left, option), Shown(typed, option));
    }

    [Fact]
    public void ThreadsHasADefaultWhereverItIs()
    {
        string[] paths = [.. CommandTree.Paths.Where(static path => CommandTree.Help(path).Contains("--threads", StringComparison.Ordinal))];

        Assert.Superset(new HashSet<string> { "detect", "classify", "segment", "eval", "demo", "fit", "bench" }, paths.ToHashSet());
        Assert.All(paths, static path => Assert.DoesNotContain(CommandTree.Parse([.. CommandTree.Words(path), "--threads", "auto"]).Errors,
            static error => error.Message.Contains("--threads", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Commands))]
    public void ExamplesAreThoseOfTheCommand(string path)
    {
        string[] lines = CommandTree.Help(path).Split('\n');

        string[] examples = [
            .. lines.SkipWhile(static line => line != "Examples:").Where(static line => line.StartsWith("  edgevision", StringComparison.Ordinal))];
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.StartsWith($"  edgevision {path}".TrimEnd(), example, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Commands))]
    public void AnExampleIsALineThatParses(string path)
    {
        foreach (string example in CommandTree.Help(path).Split('\n').Where(static line => line.StartsWith("  edgevision", StringComparison.Ordinal)))
        {
            string[] words = example.Split('>')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

            Assert.Empty(UsageErrors.Of(CommandTree.Parse(words)));
        }
    }

    [Theory, MemberData(nameof(Commands))]
    public void HelpInFrontOfACommandIsHelpBehindIt(string path)
    {
        using StringWriter output = new();

        int exitCode = CommandTree.Parse(["help", .. CommandTree.Words(path)]).Invoke(new InvocationConfiguration
        {
            Output = output,
            EnableDefaultExceptionHandler = false,
        });

        Assert.Equal((0, CommandTree.Help(path)), (exitCode, output.ToString()));
    }

    [Theory, InlineData(""), InlineData("model"), InlineData("config"), InlineData("outputs")]
    public void AGroupAloneShowsItsHelp(string path)
    {
        using StringWriter output = new();

        int exitCode = CommandTree.Parse(CommandTree.Words(path)).Invoke(new InvocationConfiguration
        {
            Output = output,
            EnableDefaultExceptionHandler = false,
        });

        Assert.Equal((0, CommandTree.Help(path)), (exitCode, output.ToString()));
    }

    [Fact]
    public void HelpOfACommandThereIsNotSuggestsOne() =>
        Assert.Contains("did you mean \"detect\"", Assert.Throws<UsageException>(() => CommandTree.Parse("help", "dectect")
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false })).Message, StringComparison.Ordinal);

    // Values of the same text are the same for the command: a default has no tokens to compare.
    private static string Shown(ParseResult result, string option)
    {
        OptionResult given = (OptionResult)result.GetResult(option)!;
        object? value = typeof(OptionResult).GetMethod(nameof(OptionResult.GetValueOrDefault))!.MakeGenericMethod(given.Option.ValueType).Invoke(given, null);
        return value is System.Collections.IEnumerable many and not string ? string.Join('|', many.Cast<object>()) : value?.ToString() ?? "";
    }

    [GeneratedRegex(@"^  (?:-\w, )?(?<option>--[\w-]+).*\[default: (?<default>[^\]]*)\]\s*$", RegexOptions.Multiline)]
    private static partial Regex OptionWithDefault();
}
