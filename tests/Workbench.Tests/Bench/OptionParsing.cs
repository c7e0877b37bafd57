using System.CommandLine;

namespace EdgeVision.Workbench.Tests.Bench;

/// <summary>What an option makes of the words of a command line.</summary>
internal static class OptionParsing
{
    public static T Parse<T>(Option<T> option, params string[] arguments)
    {
        ParseResult result = new RootCommand { option }.Parse(arguments);
        Assert.Empty(result.Errors);
        return result.GetRequiredValue(option);
    }

    public static void AssertRefused<T>(Option<T> option, string name, string text, string reason)
    {
        ParseResult result = new RootCommand { option }.Parse([name, text]);

        Assert.Contains(
            result.Errors, error => error.Message.StartsWith(name, StringComparison.Ordinal) && error.Message.Contains(reason, StringComparison.Ordinal));
    }
}
