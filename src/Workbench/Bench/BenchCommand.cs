using System.CommandLine;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Bench;

/// <summary><c>edgevision bench</c>: how fast each engine runs a model on this machine, and what it takes.</summary>
internal static class BenchCommand
{
    /// <param name="ofDaemon">The commands below it that measure the whole daemon.</param>
    public static Command Create(params Command[] ofDaemon)
    {
        Option<string[]> models = BenchArguments.Models();
        Option<Spelled<EngineKind[]>> engines = BenchArguments.Engines();
        Option<Spelled<int[]>> threads = BenchArguments.Threads();
        Option<int> runs = BenchArguments.Runs();
        Option<int> fresh = BenchArguments.Fresh();
        Option<bool> profile = BenchArguments.Profile();
        Option<string?> html = BenchArguments.Html();
        Option<bool> json = CommonOptions.Json();
        Command command = new("bench", "Time the engines on models, in turn, run by run.")
        {
            models, engines, threads, runs, fresh, profile, html, json, FreshCommand.Create(),
        };
        foreach (Command one in ofDaemon)
            command.Subcommands.Add(one);
        command.SetAction((result, stoppingToken) =>
        {
            BenchOptions options = new(
                result.GetRequiredValue(engines).Value, result.GetRequiredValue(threads).Value, result.GetValue(runs), result.GetValue(fresh),
                result.GetValue(profile));
            if (options.Profile && !options.Engines.Contains(EngineKind.Managed))
                throw new UsageException("--profile times the managed engine; add it to --engine.");

            BenchModel[] located = [.. result.GetRequiredValue(models).Select(BenchModel.Locate)];
            // Opened before hours of measuring, not after.
            using PageFile? page = PageFile.Open(result.GetValue(html));
            MachineDescription machine = MachineDescription.Read();
            Benchmark benchmark = new(options, stoppingToken);
            List<ComparisonResult> comparisons = Print(machine, benchmark, located, result.GetValue(json));
            page?.Write(BenchPage.Create(machine, comparisons));
            return Task.FromResult(ExitCode.Ok);
        });
        return command.WithExamples(
            ("edgevision bench", "the default model, both engines, one thread"),
            ("edgevision bench --model my.onnx --threads 1,2,auto --runs 500 --json", "any ONNX file"),
            ("edgevision bench --engine managed --profile", "where the time goes, node by node"),
            ("edgevision bench --threads 1,auto --profile --html bench.html", "everything, as a page with plots"),
            ("edgevision bench --model a.onnx --model b.onnx --threads auto", "several models and one table of them all"),
            ("edgevision bench pipeline", "what the daemon adds around the network"));
    }

    private static List<ComparisonResult> Print(MachineDescription machine, Benchmark benchmark, BenchModel[] models, bool json)
    {
        BenchTables? tables = json ? null : BenchTables.OnStandardOutput();
        tables?.Write(machine);
        List<ComparisonResult> comparisons = [];
        foreach (BenchModel model in models)
        {
            int first = comparisons.Count;
            foreach (ComparisonResult comparison in benchmark.Run(model))
            {
                comparisons.Add(comparison);
                if (json)
                    BenchJson.Print(machine, comparison);
            }

            tables?.Write(comparisons[first..]);
        }

        if (comparisons.Count > 1)
            tables?.WriteSummary(comparisons);
        return comparisons;
    }
}
