using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Detection;

/// <summary>Finds objects in images: preprocessing, network and decoding behind one verb. Not thread-safe: one caller at a time.</summary>
public interface IObjectDetector : IDisposable
{
    /// <summary>What the detector was told of its model.</summary>
    ModelManifest Model { get; }

    /// <inheritdoc cref="Sessions.IInferenceSession.Kernels"/>
    IReadOnlyList<string> Kernels => [];

    /// <summary>How long the stages of the last <see cref="Detect"/> took.</summary>
    StageTimings LastTimings { get; }

    /// <summary>
    /// The objects in <paramref name="image"/>, best score first. The span is valid until the next call. Allocates nothing once an image of
    /// this size and layout has been seen.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    ReadOnlySpan<Detection> Detect(in ImageView image);
}
