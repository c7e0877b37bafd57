using System.Collections.Immutable;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Fit;

/// <summary>What a network is wanted for.</summary>
/// <param name="Name">As the command line spells it.</param>
/// <param name="Task">Which families there are for it.</param>
/// <param name="Measure">What its published accuracies are percent of.</param>
internal sealed record FitTask(string Name, ModelTask Task, string Measure)
{
    /// <summary>Every task.</summary>
    public static ImmutableArray<FitTask> All { get; } =
    [
        new("classify", ModelTask.Classification, "ImageNet top-1"),
        new("detect", ModelTask.Detection, "COCO mAP"),
        new("segment", ModelTask.Segmentation, "VOC mIoU"),
    ];

    /// <summary>The members somebody published an accuracy for.</summary>
    public IReadOnlyList<PublishedAccuracy> Members => [.. PublishedAccuracies.All.Where(member => member.Design.Family.Task == Task)];

    /// <summary>As the command line spells it, for its help.</summary>
    public override string ToString() => Name;
}
