using System.CommandLine;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Fit;

/// <summary><c>edgevision fit</c>: which member of the MobileNet family this board has the time and memory for.</summary>
internal static class FitCommand
{
    public static Command Create()
    {
        Option<double> rate = FitArguments.FramesPerSecond();
        Option<FitTask> task = FitArguments.Task();
        Option<Spelled<int?>> threads = CommonOptions.Threads();
        Option<long?> memory = FitArguments.Memory();
        Option<int> runs = FitArguments.Runs();
        Option<string?> html = FitArguments.Html();
        Option<bool> json = CommonOptions.Json();
        Command command = new("fit", "Time the MobileNet family on this board and say which member is the most accurate one that keeps up.")
        {
            rate, task, threads, memory, runs, html, json,
        };
        command.SetAction((result, stoppingToken) =>
        {
            FitTask chosen = result.GetRequiredValue(task);
            FitLimits limits = new(result.GetValue(rate), result.GetValue(memory));
            int count = result.GetValue(threads).Value ?? Math.Min(Environment.ProcessorCount, 64);
            // Opened before minutes of measuring, not after.
            using PageFile? page = PageFile.Open(result.GetValue(html));
            IReadOnlyList<MeasuredMember> members = new FamilyMeasurement(chosen.Members, count, result.GetValue(runs), stoppingToken).Run();
            FitReport report = new(MachineDescription.Read(), chosen, limits, count, members);
            if (result.GetValue(json))
                FitJson.Print(report);
            else
                FitTable.OnStandardOutput().Write(report);
            page?.Write(FitPage.Create(report));
            return Task.FromResult(ExitCode.Ok);
        });
        return command.WithExamples(
            ("edgevision fit --fps 15", "the best classifier for 15 inferences a second"),
            ("edgevision fit --fps 10 --task detect --threads 2 --memory 40", "the best detector that leaves the other cores and most of the memory alone"),
            ("edgevision fit --html fit.html", "with the plot as a page"));
    }
}
