using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>Reads the number behind an option. The library's own conversion throws out of a validator that asks for a value which is none.</summary>
internal static class NumberArgument
{
    /// <summary>The number, or a usage error that names the option and the text.</summary>
    /// <param name="range">What is allowed, in words that follow "not a number".</param>
    public static T Parse<T>(ArgumentResult result, Func<T, bool> isAllowed, string range)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && isAllowed(value))
            return value;

        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} {text}: not a number {range}.");
        return default;
    }
}
