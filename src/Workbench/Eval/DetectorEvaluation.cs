using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Workbench.Evaluation;
using EdgeVision.Workbench.Evaluation.GroundTruth;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>A detector against boxes in COCO's format.</summary>
internal sealed class DetectorEvaluation : ITaskEvaluation
{
    /// <summary>Precision at high recall is made of weak detections, so the threshold is far below the one that a camera runs with.</summary>
    public const float MinimumScore = 0.01f;

    /// <summary>COCO's limit, here of all classes of a picture together.</summary>
    private const int MaxDetections = 100;

    private readonly ObjectDetector _detector;
    private readonly CocoGroundTruth _truth;
    private readonly CocoEvaluation _evaluation = new();

    private DetectorEvaluation(ObjectDetector detector, CocoGroundTruth truth)
    {
        _detector = detector;
        _truth = truth;
        Pictures = [.. truth.Pictures.Select(static picture => picture.File)];
    }

    public ModelManifest Model => _detector.Model;

    public IReadOnlyList<string> Pictures { get; }

    public string? Remark => _truth.Strays > 0 ? $"{_truth.Strays} objects belong to pictures that the truth does not list; they were left out." : null;

    public static DetectorEvaluation Open(ModelPackage package, EngineOptions engine, string truth)
    {
        CocoGroundTruth objects = CocoGroundTruth.Read(truth, package.Manifest);
        DetectorOptions options = new() { MinimumScore = MinimumScore, MaximumDetections = MaxDetections };
        return new DetectorEvaluation(ObjectDetector.Open(InferenceSessions.Load(package, engine), options), objects);
    }

    public StageTimings Evaluate(int picture, string path, PictureReader reader)
    {
        AnnotatedPicture truth = _truth.Pictures[picture];
        // At full size: a picture that JPEG decoding reduces loses detail that published figures have.
        reader.Read(path, 0, 0);
        if (truth.Width > 0 && truth.Height > 0 && (truth.Width, truth.Height) != (reader.Width, reader.Height))
            throw new PictureException(path, $"it has {reader.Width}×{reader.Height} pixels, but its boxes were marked in {truth.Width}×{truth.Height}.");

        _evaluation.Add(_detector.Detect(reader.Image), truth.Objects.AsSpan());
        return _detector.LastTimings;
    }

    public EvalFigures Compute()
    {
        DetectionAccuracy accuracy = _evaluation.Compute();
        bool hasObjects = accuracy.Classes.Length > 0;
        return new EvalFigures(
            [
                .. Figures(hasObjects ? accuracy.MeanPrecision : null, "m"),
                .. accuracy.Sizes.Select(
                    static one => new EvalFigure($"mAP, {one.Size.ToString().ToLowerInvariant()} objects", $"map{one.Size}", one.MeanPrecision.OverThresholds)),
                new("mAR@100", "mar100", hasObjects ? accuracy.AverageRecall : null),
                EvalFigure.Count("objects", "objects", accuracy.Classes.Sum(static one => (long)one.Objects)),
                EvalFigure.Count("classes", "classes", accuracy.Classes.Length),
            ],
            [
                .. accuracy.Classes.Select(one => new EvalClass(
                    Model.Labels[one.LabelIndex],
                    [.. Figures(one.Precision, ""), new("AR@100", "ar100", one.Recall), EvalFigure.Count("objects", "objects", one.Objects)])),
            ],
            hasObjects ? null : "the truth of these pictures has no object that counts");
    }

    public void Dispose() => _detector.Dispose();

    private static EvalFigure[] Figures(AveragePrecision? precision, string mean) =>
        [new($"{mean}AP@[.5:.95]", $"{mean}ap", precision?.OverThresholds), new($"{mean}AP@.5", $"{mean}ap50", precision?.AtHalf)];
}
