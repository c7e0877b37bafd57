using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>A network that looks at pictures, whatever it was trained to say of them. Not thread-safe: one caller at a time.</summary>
public interface IVisionTask : IDisposable
{
    /// <summary>What the task was told of its model.</summary>
    ModelManifest Model { get; }

    /// <inheritdoc cref="Sessions.IInferenceSession.Kernels"/>
    IReadOnlyList<string> Kernels => [];

    /// <inheritdoc cref="Sessions.IInferenceSession.StartWorkers"/>
    void StartWorkers()
    {
    }

    /// <summary>How long the stages of the last <see cref="Look"/> took.</summary>
    StageTimings LastTimings { get; }

    /// <summary>
    /// What <paramref name="image"/> shows. What the result refers to is valid until the next call. Allocates nothing once an image of this size and layout has
    /// been seen.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    VisionResult Look(in ImageView image);
}
