using System.CommandLine;
using System.CommandLine.Parsing;

namespace EdgeVision.Workbench.Fit;

/// <summary>The options of <c>edgevision fit</c> that no other command has.</summary>
internal static class FitArguments
{
    private const double MinFramesPerSecond = 0.01;
    private const double MaxFramesPerSecond = 1000;

    public static Option<double> FramesPerSecond() => new("--fps")
    {
        Description = "Inferences a second there must be time for, 0.01 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 15,
        CustomParser = result =>
            NumberArgument.Parse<double>(result, static rate => rate is >= MinFramesPerSecond and <= MaxFramesPerSecond, "in 0.01 to 1000"),
    };

    public static Option<FitTask> Task()
    {
        string[] names = [.. FitTask.All.Select(static task => task.Name)];
        Option<FitTask> option = new("--task")
        {
            Description = "What the network is wanted for.",
            HelpName = string.Join('|', names),
            DefaultValueFactory = _ => FitTask.All[0],
            CustomParser = result => ParseTask(result, result.Tokens[0].Value),
        };
        option.CompletionSources.Add(names);
        return option;
    }

    public static Option<long?> Memory() => new("--memory")
    {
        Description = "The most memory the network may take, in MB (10⁶ bytes): weights, tables and activations. Default: no limit.",
        HelpName = "MB",
        CustomParser = result => (long)(NumberArgument.Parse<double>(result, static size => size is > 0 and <= 1e6, "above 0 and at most 1000000") * 1e6),
    };

    public static Option<int> Runs() => new("--runs", "-n")
    {
        Description = "Timed runs of each network, 1 to 10000.",
        HelpName = "N",
        DefaultValueFactory = _ => 30,
        CustomParser = result => NumberArgument.Parse<int>(result, static runs => runs is >= 1 and <= 10_000, "in 1 to 10000"),
    };

    public static Option<string?> Html() => new("--html")
    {
        Description = "Also write the table and the plot as a page, in one file.",
        HelpName = "FILE",
    };

    private static FitTask? ParseTask(ArgumentResult result, string name)
    {
        FitTask? task = FitTask.All.FirstOrDefault(task => task.Name == name);
        if (task is null)
            result.AddError($"--task {name}: there is no such task; say {string.Join(" or ", FitTask.All.Select(static task => task.Name))}.");
        return task;
    }
}
