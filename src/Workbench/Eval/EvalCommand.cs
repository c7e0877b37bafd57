using System.CommandLine;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary><c>edgevision eval</c>: how often a model is right on pictures of which somebody said what they show.</summary>
internal static class EvalCommand
{
    private const int MaxReasonsForPeople = 10;

    public static Command Create()
    {
        Argument<string> folder = EvalArguments.Folder();
        Option<string> model = CommonOptions.Model();
        Option<Spelled<EngineKind>> engine = CommonOptions.Engine();
        Option<Spelled<int?>> threads = CommonOptions.Threads();
        Option<string?> truth = EvalArguments.GroundTruth();
        Option<int?> limit = EvalArguments.Limit();
        Option<bool> perClass = EvalArguments.PerClass();
        Option<bool> json = CommonOptions.Json();
        Command command = new("eval", "Measure a model's accuracy on labelled pictures of your own.")
        {
            folder, model, engine, threads, truth, limit, perClass, json,
        };
        command.SetAction((result, stoppingToken) =>
        {
            EngineOptions engineOptions = new() { Engine = result.GetValue(engine).Value, Threads = result.GetValue(threads).Value };
            ModelPackage package = ModelPackage.Open(InstalledModels.Locate(result.GetRequiredValue(model)));
            LabelledFolder labelled = LabelledFolder.Locate(result.GetRequiredValue(folder), result.GetValue(truth), package.Manifest.Task);
            using ITaskEvaluation evaluation = TaskEvaluations.Open(package, engineOptions, labelled);
            ListedPictures.RequireEachOnce(labelled, evaluation.Pictures);
            EvalResult outcome = Evaluate(evaluation, engineOptions, labelled, result.GetValue(limit), stoppingToken);
            Explain(outcome);
            if (outcome.Evaluated > 0)
                Print(outcome, result.GetValue(perClass), result.GetValue(json));
            return Task.FromResult(outcome.ExitCode);
        });
        return command.WithExamples(
            ("edgevision eval pictures", "a folder with an instances.json in COCO's format, by the default detector"),
            ("edgevision eval pictures --model my-classifier --per-class", "a folder with a labels.tsv: a file, a tab and its class a line"),
            ("edgevision eval pictures --model my-segmenter --engine onnxruntime", "a folder with masks/NAME.png for each NAME.jpg"),
            ("edgevision eval val2017 --truth annotations/instances_val2017.json --limit 500 --json",
                "truth elsewhere, 500 pictures spread evenly over the set"));
    }

    private static EvalResult Evaluate(ITaskEvaluation evaluation, EngineOptions engine, LabelledFolder labelled, int? limit, CancellationToken stoppingToken)
    {
        using PictureReader reader = new();
        EvalRun run = new(evaluation, engine, labelled);
        int[] sample = EvalRun.Sample(evaluation.Pictures.Count, limit);
        return StandardError.Progress(
            $"{evaluation.Model.Name}, {sample.Length} pictures", sample.Length, step => run.Run(sample, reader, step, stoppingToken));
    }

    /// <summary>Says on standard error what was left out, so that no figure looks like that of the whole.</summary>
    private static void Explain(EvalResult result)
    {
        foreach (SkippedPicture skipped in result.Skipped.Take(MaxReasonsForPeople))
            StandardError.Say($"{skipped.Reason}");
        if (result.SkippedCount > 0)
            StandardError.Say($"{result.SkippedCount} of {result.Asked} pictures were "
                + $"skipped{(result.Evaluated == 0 ? ", so there is nothing to measure." : "; the figures are of the others.")}");
        if (result is { Evaluated: > 0, Figures.Lack: { } lack })
            StandardError.Say($"{lack}, so there is nothing to measure.");
        foreach (string remark in result.Remarks)
            StandardError.Say($"{remark}");
    }

    private static void Print(EvalResult result, bool perClass, bool json)
    {
        if (json)
            JsonLines.Write(line => EvalJson.Write(line, result, perClass));
        else
            EvalTables.OnStandardOutput().Write(result, perClass);
    }
}
