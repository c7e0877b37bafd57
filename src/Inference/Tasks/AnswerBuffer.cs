using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Tasks;

/// <summary>
/// Room for one answer after the other, for whoever keeps what a task said of a frame while the task goes on: filled on one thread, handed to another, and
/// filled again once that one is done. Allocates nothing once it has grown to the largest answer. Not for two threads at once.
/// </summary>
public sealed class AnswerBuffer
{
    /// <summary>What was set last; empty before. The same object each time.</summary>
    public VisionAnswer Answer { get; } = new();

    /// <summary>Copies a result. What <see cref="Answer"/> said before is gone.</summary>
    /// <inheritdoc cref="VisionAnswer.Of"/>
    public void Set(in VisionResult result, ModelManifest model, int pictureWidth, int pictureHeight, float? minimumScore = null) =>
        Answer.Fill(result, model, pictureWidth, pictureHeight, minimumScore);
}
