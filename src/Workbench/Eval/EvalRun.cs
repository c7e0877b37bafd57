using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>Evaluates pictures one after the other: a bad one is counted with its reason and the rest still done.</summary>
internal sealed class EvalRun(ITaskEvaluation evaluation, EngineOptions engine, LabelledFolder labelled)
{
    /// <summary>How many reasons are kept.</summary>
    public const int MaxReasons = 100;

    /// <summary>
    /// Indexes of <paramref name="limit"/> of <paramref name="count"/> pictures, spread evenly: sets are often sorted by class, and their first pictures alike.
    /// </summary>
    public static int[] Sample(int count, int? limit)
    {
        int taken = Math.Min(limit ?? count, count);
        return [.. Enumerable.Range(0, taken).Select(i => (int)((long)i * count / taken))];
    }

    /// <summary>Evaluates the pictures of these indexes, calling <paramref name="step"/> after each.</summary>
    public EvalResult Run(IReadOnlyList<int> sample, PictureReader reader, Action step, CancellationToken stoppingToken)
    {
        List<SkippedPicture> skipped = [];
        int exitCode = ExitCode.Ok, evaluated = 0;
        TimeSpan time = TimeSpan.Zero, inference = TimeSpan.Zero;
        foreach (int picture in sample)
        {
            stoppingToken.ThrowIfCancellationRequested();
            string file = evaluation.Pictures[picture];
            try
            {
                StageTimings timings = evaluation.Evaluate(picture, Path.Combine(labelled.Folder, file), reader);
                time += timings.Preprocessing + timings.Inference + timings.Decoding;
                inference += timings.Inference;
                evaluated++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && Failure.Explain(exception) is { } failure)
            {
                exitCode = exitCode == ExitCode.Ok ? failure.ExitCode : exitCode;
                if (skipped.Count < MaxReasons)
                    skipped.Add(new SkippedPicture(file, failure.Message));
            }

            step();
        }

        EvalFigures figures = evaluation.Compute();
        if (exitCode == ExitCode.Ok && figures.Lack is not null)
            exitCode = ExitCode.BadInput;
        return new EvalResult
        {
            Model = evaluation.Model,
            Engine = engine,
            Labelled = labelled,
            Listed = evaluation.Pictures.Count,
            Asked = sample.Count,
            Evaluated = evaluated,
            Skipped = skipped,
            Remarks = [.. new[] { evaluation.Remark, UnlistedPictures.Remark(labelled, evaluation.Pictures) }.OfType<string>()],
            MeanTime = time / Math.Max(evaluated, 1),
            MeanInferenceTime = inference / Math.Max(evaluated, 1),
            Figures = figures,
            ExitCode = exitCode,
        };
    }
}
