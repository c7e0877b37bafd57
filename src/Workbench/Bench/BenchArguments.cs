using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>The options of <c>edgevision bench</c> that no other command has.</summary>
internal static class BenchArguments
{
    public static Option<string[]> Models()
    {
        Option<string> one = CommonOptions.Model();
        return new(one.Name, [.. one.Aliases])
        {
            Description = $"{one.Description} Say it again for more models.",
            HelpName = one.HelpName,
            DefaultValueFactory = _ => [InstalledModels.Default],
        };
    }

    public static Option<Spelled<EngineKind[]>> Engines() => new("--engine", "-e")
    {
        Description = "Engines to compare, the one to compare with last.",
        HelpName = string.Join(',', EngineNames.All),
        DefaultValueFactory = static _ =>
            new([EngineKind.Managed, EngineKind.OnnxRuntime], $"{EngineNames.Of(EngineKind.Managed)},{EngineNames.Of(EngineKind.OnnxRuntime)}"),
        CustomParser = static result => new([.. result.Tokens[0].Value.Split(',').Select(name => EngineNames.Parse(result, name))], result.Tokens[0].Value),
    };

    public static Option<Spelled<int[]>> Threads() => new("--threads", "-t")
    {
        Description = "Numbers of threads to try, each 1 to 64; auto is one for each processor.",
        HelpName = "auto|N,N",
        DefaultValueFactory = static _ => new([1], "1"),
        CustomParser = static result =>
            new([.. result.Tokens[0].Value.Split(',').Select(text => ParseThreads(result, text)).Distinct()], result.Tokens[0].Value),
    };

    public static Option<int> Runs() => new("--runs", "-n")
    {
        Description = "Timed runs of each engine, 1 to 1000000.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
        CustomParser = result => NumberArgument.Parse<int>(result, static runs => runs is >= 1 and <= 1_000_000, "in 1 to 1000000"),
    };

    public static Option<int> Fresh() => new("--fresh")
    {
        Description = "Fresh processes of each engine, which tell how long it takes until ready and how much memory, 0 to 100.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
        CustomParser = result => NumberArgument.Parse<int>(result, static fresh => fresh is >= 0 and <= 100, "in 0 to 100"),
    };

    public static Option<bool> Profile() => new("--profile", "-p")
    {
        Description = "Also time the managed engine step by step.",
    };

    public static Option<string?> Html() => new("--html")
    {
        Description = "Also write everything as a page with plots, in one file.",
        HelpName = "FILE",
    };

    private static int ParseThreads(ArgumentResult result, string text)
    {
        if (text.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return Math.Min(Environment.ProcessorCount, 64);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 64)
            return count;

        result.AddError($"--threads {text}: not a number in 1 to 64, nor auto.");
        return default;
    }
}
