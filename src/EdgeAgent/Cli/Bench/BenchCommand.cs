using System.CommandLine;
using System.Globalization;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using Spectre.Console;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary><c>edgevision bench</c>: how fast each engine runs a model on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        Option<string> model = CommonOptions.Model();
        Option<EngineKind[]> engines = Engines();
        Option<int[]> threads = Threads();
        Option<int> runs = Runs();
        Option<bool> json = CommonOptions.Json();
        Command command = new("bench", "Time the engines on a model, in turn, run by run.") { model, engines, threads, runs, json };
        command.SetAction((result, stoppingToken) =>
        {
            string path = InstalledModels.Locate(result.GetRequiredValue(model));
            ModelPackage? package = Directory.Exists(path) ? ModelPackage.Open(path) : null;
            string modelFile = package?.ModelPath ?? path;
            IInferenceSession Open(EngineOptions options) => package is null ? InferenceSessions.Open(path, options) : InferenceSessions.Open(package, options);
            foreach (int threadCount in result.GetRequiredValue(threads))
            {
                IReadOnlyList<EngineResult> results = Measure(Open, modelFile, result.GetRequiredValue(engines), threadCount, result.GetValue(runs), stoppingToken);
                if (result.GetValue(json))
                    PrintJson(modelFile, threadCount, result.GetValue(runs), results);
                else
                    PrintTable(modelFile, threadCount, result.GetValue(runs), results);
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return command.WithExamples(
            ("edgevision bench", "the default model, both engines, one thread"),
            ("edgevision bench --model my.onnx --threads 1,2,4 --runs 500 --json", "any ONNX file"));
    }

    private static IReadOnlyList<EngineResult> Measure(
        Func<EngineOptions, IInferenceSession> open, string modelFile, IReadOnlyList<EngineKind> engines, int threads, int runs, CancellationToken stoppingToken)
    {
        using var contest = new EngineContest(open, engines, threads);
        return StandardError.Progress($"{Path.GetFileName(modelFile)}, {threads} threads", runs, step => contest.Run(runs, step, stoppingToken));
    }

    private static void PrintTable(string modelFile, int threads, int runs, IReadOnlyList<EngineResult> results)
    {
        var table = new Table().Title($"{Path.GetFileName(modelFile).EscapeMarkup()}, threads: {threads}, runs: {runs}");
        table.AddColumn("engine");
        foreach (string heading in (string[])["ready ms", "min ms", "median ms", "p95 ms", "against the last"])
            table.AddColumn(heading, static column => column.RightAligned());
        foreach (EngineResult result in results)
        {
            table.AddRow(
                EngineNames.Of(result.Engine),
                Milliseconds(result.ReadyAfter),
                Milliseconds(result.Minimum),
                Milliseconds(result.Median),
                Milliseconds(result.Percentile95),
                string.Create(CultureInfo.InvariantCulture, $"{results[^1].Median / result.Median:0.00}×"));
        }

        AnsiConsole.Write(table);
    }

    private static void PrintJson(string modelFile, int threads, int runs, IReadOnlyList<EngineResult> results)
    {
        foreach (EngineResult result in results)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("model", modelFile);
                line.WriteString("engine", EngineNames.Of(result.Engine));
                line.WriteNumber("threads", threads);
                line.WriteNumber("runs", runs);
                line.WriteNumber("readyMs", Math.Round(result.ReadyAfter.TotalMilliseconds, 3));
                line.WriteNumber("minimumMs", Math.Round(result.Minimum.TotalMilliseconds, 4));
                line.WriteNumber("medianMs", Math.Round(result.Median.TotalMilliseconds, 4));
                line.WriteNumber("p95Ms", Math.Round(result.Percentile95.TotalMilliseconds, 4));
                line.WriteNumber("speedAgainstLast", Math.Round(results[^1].Median / result.Median, 4));
            });
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static Option<EngineKind[]> Engines() => new("--engine", "-e")
    {
        Description = "Engines to compare, the one to compare with last.",
        HelpName = "managed,onnxruntime",
        DefaultValueFactory = _ => [EngineKind.Managed, EngineKind.OnnxRuntime],
        CustomParser = result =>
        {
            var engines = new List<EngineKind>();
            foreach (string name in result.Tokens[0].Value.Split(','))
            {
                if (EngineNames.TryParse(name, out EngineKind engine))
                    engines.Add(engine);
                else
                    result.AddError($"--engine {name}: there is no such engine; say managed or onnxruntime.");
            }

            return [.. engines];
        },
    };

    private static Option<int[]> Threads() => new("--threads", "-t")
    {
        Description = "Numbers of threads to try, each 1 to 64.",
        HelpName = "N,N",
        DefaultValueFactory = _ => [1],
        CustomParser = result =>
        {
            var threads = new List<int>();
            foreach (string text in result.Tokens[0].Value.Split(','))
            {
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 64)
                    threads.Add(count);
                else
                    result.AddError($"--threads {text}: not a number in 1 to 64.");
            }

            return [.. threads];
        },
    };

    private static Option<int> Runs() => new("--runs", "-n")
    {
        Description = "Timed runs of each engine, 1 to 1000000.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
        CustomParser = result => NumberArgument.Parse<int>(result, static runs => runs is >= 1 and <= 1_000_000, "in 1 to 1000000"),
    };
}
