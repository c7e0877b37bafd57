using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>Finds objects in images: preprocessing, network and decoding behind one verb. Owns its model. Not thread-safe: one caller at a time.</summary>
public sealed class ObjectDetector : IVisionTask
{
    private readonly ImageSession _session;
    private readonly IDetectionDecoder _decoder;
    private readonly DetectionLimits _limits;
    private readonly DetectionList _found = new();

    private ObjectDetector(LoadedModel model, DetectorOptions options)
    {
        DetectionOutputs outputs = model.Manifest.Detection ?? throw model.Error($"the manifest's task is {model.Manifest.Task}, not detection");
        _limits = DetectionLimits.From(options, outputs);
        _session = new ImageSession(model);
        _decoder = outputs.BoxKind is BoxKind.CenterDistances or BoxKind.CenterSizes
            ? new CenterNetDecoder(_session, outputs, _limits.MinimumScore)
            : new SsdDecoder(_session, outputs, _limits.MinimumScore);
    }

    /// <inheritdoc/>
    public ModelManifest Model => _session.Manifest;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <inheritdoc/>
    public void StartWorkers() => _session.StartWorkers();

    /// <inheritdoc/>
    public StageTimings LastTimings => _session.LastTimings;

    /// <summary>The detector that <paramref name="model"/>'s manifest describes; it takes the model, which is disposed of where this throws.</summary>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static ObjectDetector Open(LoadedModel model, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.HandOver(model => new ObjectDetector(model, options ?? new DetectorOptions()));
    }

    /// <summary>
    /// The objects in <paramref name="image"/>, best score first, in pixels of the picture that it is of. The span is valid until the next call.
    /// Allocates nothing once an image of this size and layout has been seen.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    public ReadOnlySpan<Detection.Detection> Detect(in ImageView image)
    {
        ModelToImage toImage = _session.Run(image);
        _found.Begin(toImage, image.Format.Width, image.Format.Height);
        _decoder.Decode(_found);
        Span<Detection.Detection> found = _found.Found;
        found = found[..NonMaximumSuppression.Apply(found, _limits.MaximumIou, _limits.MaximumDetections)];
        ToPicture(found, image);
        _session.EndDecoding();
        return found;
    }

    /// <inheritdoc/>
    public VisionResult Look(in ImageView image) => new() { Objects = Detect(image) };

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static void ToPicture(Span<Detection.Detection> found, in ImageView image)
    {
        FrameFormat format = image.Format;
        if (image.PictureWidth == format.Width && image.PictureHeight == format.Height)
            return;

        float x = (float)image.PictureWidth / format.Width;
        float y = (float)image.PictureHeight / format.Height;
        foreach (ref Detection.Detection detection in found)
            detection = detection with { Box = detection.Box.Scaled(x, y) };
    }
}
