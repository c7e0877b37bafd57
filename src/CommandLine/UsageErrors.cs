using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeVision.EdgeAgent.Cli;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.CommandLine;

/// <summary>
/// What is wrong with a command line, each in a sentence. The library takes what looks like an option and is none for the name of a file, and empty values for
/// values; its own words come last, where nothing here says it better.
/// </summary>
internal static class UsageErrors
{
    /// <summary>All sentences; none where the command line can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        string[] errors = [.. UnknownCommand(result)];
        if (errors.Length > 0 || result.Action is { ClearsParseErrors: true })
            return errors;

        // One mistake makes others: the value of an option that is none is a word too many.
        Func<ParseResult, IEnumerable<string>>[] kinds = [UnknownOptions, UnusableValues, MissingArguments, WordsTooMany];
        foreach (Func<ParseResult, IEnumerable<string>> mistakes in kinds)
        {
            errors = [.. mistakes(result)];
            if (errors.Length > 0)
                return errors;
        }

        return [.. result.Errors.Select(InWords).Distinct()];
    }

    /// <summary>The command's name as it is typed, groups in front, without the program's.</summary>
    public static string PathOf(CommandResult result) => result.Parent is CommandResult { Parent: not null } parent
        ? $"{PathOf(parent)} {result.Command.Name}"
        : result.Parent is null ? "" : result.Command.Name;

    private static IEnumerable<string> UnknownCommand(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        if (command.Subcommands.Count > 0 && FirstWordTooMany(result) is { } word)
            yield return $"There is no command '{Join(PathOf(result.CommandResult), word)}': {NearestName.Suggest(word, NamesOf(command))}";
    }

    private static IEnumerable<string> WordsTooMany(ParseResult result)
    {
        if (FirstWordTooMany(result) is { } word)
            yield return $"'{word}' is one word too many: {PathOf(result.CommandResult)} takes {Taken(result.CommandResult.Command, word)}.";
    }

    private static string Taken(Command command, string word) => command.Arguments is [{ } argument, ..]
        ? $"one {argument.Name}"
        : command.Options.Any(static option => option.Name == "--config") ? $"options only; a configuration is named by --config {word}" : "options only";

    private static string? FirstWordTooMany(ParseResult result) => result.UnmatchedTokens.FirstOrDefault(static token => !LooksLikeOption(token));

    private static IEnumerable<string> UnknownOptions(ParseResult result)
    {
        // Behind a lone -- everything is a name.
        string[] names = [.. result.CommandResult.Command.Options.Where(static option => !option.Hidden).Select(static option => option.Name)];
        foreach (string text in result.Tokens.TakeWhile(static token => token.Type != TokenType.DoubleDash)
            .Where(token => LooksLikeOption(token.Value) && IsNoValue(result, token)).Select(static token => token.Value))
        {
            string option = text.Split('=', 2)[0];
            string? near = Nearest(option, names);
            yield return PathOf(result.CommandResult) is not { Length: > 0 } path
                ? $"There is no option {option} in front of a command{(near is null ? "." : $": did you mean \"{near}\"?")}"
                : $"{path} has no option {option}{(near is null ? $"; a file of such a name is written ./{option}." : $": did you mean \"{near}\"?")}";
        }
    }

    private static bool IsNoValue(ParseResult result, Token token) => token.Type == TokenType.Argument
        && !result.CommandResult.Children.OfType<OptionResult>().Any(option => option.Tokens.Any(value => ReferenceEquals(value, token)));

    // People cut names short, add to them, or mistype a letter behind the first.
    private static string? Nearest(string option, string[] names) => option.Length <= 3 ? null :
        names.FirstOrDefault(name => name.StartsWith(option, StringComparison.OrdinalIgnoreCase) || option.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ?? names.Where(name => name[2] == option[2] && NearestName.Distance(option, name) <= Math.Max(2, name.Length / 3))
                .MinBy(name => NearestName.Distance(option, name));

    private static IEnumerable<string> UnusableValues(ParseResult result)
    {
        foreach (SymbolResult symbol in result.CommandResult.Children.Where(static symbol => symbol is OptionResult or ArgumentResult))
        {
            string name = symbol is OptionResult option ? option.Option.Name : ((ArgumentResult)symbol).Argument.Name;
            foreach (Token token in symbol.Tokens)
            {
                if (token.Value.Length == 0)
                    yield return $"{name} is empty: give it a value{(symbol is OptionResult ? ", or leave it out" : "")}.";
                else if (symbol is OptionResult && token.Value.StartsWith("--", StringComparison.Ordinal))
                    yield return $"{name} has no value: {token.Value} looks like an option; a file of such a name is written ./{token.Value}.";
                else if (CommandLineBytes.EscapedWhereNotUtf8(token.Value) is { } escaped
                    && symbol is not ArgumentResult { Argument.Arity.MaximumNumberOfValues: > 1 })
                    yield return $"{name} {escaped}: a name that is no UTF-8 cannot be opened; rename it.";
            }
        }
    }

    private static IEnumerable<string> MissingArguments(ParseResult result) =>
        result.CommandResult.Command.Arguments.Where(
            argument => argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 })
            .Select(static argument => $"{argument.Name} is missing: {argument.Description}");

    /// <summary>The library's words, except where they name types of the runtime or no next step.</summary>
    private static string InWords(ParseError error)
    {
        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return option switch
        {
            { Tokens.Count: 0, Implicit: false } => $"{option.Option.Name} has no value: {option.Option.Description}",
            { Tokens: [{ } token, ..] } when option.Option.ValueType == typeof(bool) =>
                $"{option.Option.Name} {token.Value}: say true or false, or only {option.Option.Name}.",
            _ => error.Message,
        };
    }

    private static string[] NamesOf(Command command) => [.. command.Subcommands.Where(static one => !one.Hidden).Select(static one => one.Name)];

    private static bool LooksLikeOption(string text) => text.Length > 1 && text[0] == '-';

    private static string Join(string first, string second) => first.Length == 0 || second.Length == 0 ? first + second : $"{first} {second}";
}
