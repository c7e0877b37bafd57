using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Eval;

/// <summary>Opens the evaluation that a model's task asks for.</summary>
internal static class TaskEvaluations
{
    /// <summary>Reads the truth, which is soon done and may be wrong, and only then opens the model.</summary>
    public static ITaskEvaluation Open(ModelPackage package, EngineOptions engine, LabelledFolder labelled) => package.Manifest.Task switch
    {
        ModelTask.Detection => DetectorEvaluation.Open(package, engine, labelled.GroundTruth),
        ModelTask.Classification => ClassifierEvaluation.Open(package, engine, labelled.GroundTruth),
        ModelTask.Segmentation => SegmenterEvaluation.Open(package, engine, labelled),
        var task => throw new UsageException($"{package.Manifest.Name} is a model for {task}, which eval cannot measure."),
    };
}
