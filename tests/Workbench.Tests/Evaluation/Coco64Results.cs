using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Workbench.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>What each engine finds in the pictures, computed once for all tests that ask.</summary>
public sealed class Coco64Results
{
    private readonly Dictionary<EngineKind, List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)>> _results = [];

    internal static List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)> Detect(EngineKind engine, int coverSide)
    {
        var options = new DetectorOptions { MinimumScore = 0.02f, MaximumIou = 0.6f, MaximumDetections = 100 };
        using ObjectDetector detector = ObjectDetector.Open(
            InferenceSessions.Load(Coco64.DefaultModel(), new EngineOptions { Engine = engine, Threads = 1 }), options);
        return Coco64.Detect(detector, coverSide);
    }

    internal List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)> Of(EngineKind engine)
    {
        if (!_results.TryGetValue(engine, out List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)>? pictures))
            _results[engine] = pictures = Detect(engine, coverSide: 0);
        return pictures;
    }
}
