using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>The options of <c>edgevision bench pipeline</c> and of the processes it starts.</summary>
internal static class DaemonArguments
{
    private const double MinRate = 0.1;
    private const double MaxRate = 240;

    public static Option<Spelled<double[]>> Rates() => new("--fps")
    {
        Description = "Frames a second to try, each 0.1 to 240; the network runs at the first.",
        HelpName = "N,N",
        DefaultValueFactory = static _ => new([10, 30], "10,30"),
        CustomParser = static result => new([.. result.Tokens[0].Value.Split(',').Select(text => ParseRate(result, text)).Distinct()], result.Tokens[0].Value),
    };

    public static Option<int> Seconds() => new("--seconds", "-s")
    {
        Description = "How long each line of the table is measured, 1 to 3600.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
        CustomParser = result => NumberArgument.Parse<int>(result, static seconds => seconds is >= 1 and <= 3600, "in 1 to 3600"),
    };

    private static double ParseRate(ArgumentResult result, string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate is >= MinRate and <= MaxRate)
            return rate;

        result.AddError($"--fps {text}: not a number in 0.1 to 240.");
        return default;
    }
}
