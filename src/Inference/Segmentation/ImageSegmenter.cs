using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Segmentation;

/// <summary>Says what each pixel of an image shows: preprocessing, network and decoding behind one verb. Not thread-safe: one caller at a time.</summary>
/// <remarks>
/// Each pixel is the class with the largest score, the lower column of two equals; a score that is not a number never wins. Scores coarser than the
/// network's input are scaled to it first, bilinearly with aligned corners; scores of the input's size are taken as they are.
/// </remarks>
public sealed class ImageSegmenter : IDisposable
{
    private readonly ImageSession _session;
    private readonly SegmentationDecoder _decoder;
    private readonly int _scores;

    private ImageSegmenter(ModelManifest manifest, string modelPath, IInferenceSession session)
    {
        SegmentationOutput output = manifest.Segmentation
            ?? throw new ModelFormatException(modelPath, null, $"the manifest's task is {manifest.Task}, not segmentation");
        if (manifest.Labels.Length > ClassMap.MaxLabels)
            throw new ModelFormatException(
                modelPath, null, $"the manifest has {manifest.Labels.Length} labels; a segmentation network may have at most {ClassMap.MaxLabels}");

        _session = new ImageSession(manifest, modelPath, session);
        ModelContract contract = _session.Contract;
        _scores = contract.Output(output.Scores);
        TensorSpec scores = contract.RequireLabelsFor(_scores, 1);
        if (scores.Shape is not [1, _, int height, int width] || height > manifest.Input!.Height || width > manifest.Input.Width)
        {
            throw contract.Error(
                $"output {scores} is not [1, classes, height, width] with at most the {manifest.Input!.Height}×{manifest.Input.Width} "
                + "(height × width) of the input");
        }

        Model = manifest;
        _decoder = new SegmentationDecoder(manifest, scores.Shape);
    }

    /// <summary>What the segmenter was told of its model.</summary>
    public ModelManifest Model { get; }

    /// <inheritdoc cref="IInferenceSession.Kernels"/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <summary>How long the stages of the last <see cref="Segment"/> took.</summary>
    public StageTimings LastTimings => _session.LastTimings;

    /// <summary>A segmenter of <paramref name="package"/>' model, run by the engine of <paramref name="engine"/>.</summary>
    /// <exception cref="ModelFormatException">The engine cannot run the model, or model and manifest contradict each other.</exception>
    public static ImageSegmenter Open(ModelPackage package, EngineOptions engine)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Open(package.Manifest, package.ModelPath, InferenceSessions.Open(package.File, engine));
    }

    /// <summary>A segmenter over a session that is already open and that the segmenter disposes.</summary>
    /// <param name="modelPath">The model file, for messages.</param>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    public static ImageSegmenter Open(ModelManifest manifest, string modelPath, IInferenceSession session)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            return new ImageSegmenter(manifest, modelPath, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The classes of <paramref name="image"/>'s pixels, at the resolution of the network's input; the map is valid until the next call. Allocates nothing
    /// once an image of this size and layout has been seen.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    public ClassMap Segment(in ImageView image)
    {
        ModelToImage toImage = _session.Run(image);
        ClassMap map = _decoder.Decode(_session.Output(_scores), toImage, image.Format.Width, image.Format.Height);
        _session.EndDecoding();
        return map;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
