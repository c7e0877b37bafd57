using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>
/// Says what each pixel of an image shows: preprocessing, network and decoding behind one verb. Owns its model. Not thread-safe: one caller at a time.
/// </summary>
/// <remarks>
/// Each pixel is the class with the largest score, the lower column of two equals; a score that is not a number never wins. Scores coarser than the
/// network's input are scaled to it first, bilinearly with aligned corners; scores of the input's size are taken as they are.
/// </remarks>
public sealed class ImageSegmenter : IVisionTask
{
    private readonly ImageSession _session;
    private readonly SegmentationDecoder _decoder;
    private readonly int _scores;

    private ImageSegmenter(LoadedModel model)
    {
        ModelManifest manifest = model.Manifest;
        SegmentationOutput output = manifest.Segmentation ?? throw model.Error($"the manifest's task is {manifest.Task}, not segmentation");
        if (manifest.Labels.Length > ClassMap.MaxLabels)
            throw model.Error($"the manifest has {manifest.Labels.Length} labels; a segmentation network may have at most {ClassMap.MaxLabels}");

        _session = new ImageSession(model);
        ModelContract contract = _session.Contract;
        _scores = contract.Output(output.Scores);
        TensorSpec scores = contract.RequireLabelsFor(_scores, 1);
        if (scores.Shape is not [1, _, int height, int width] || height > manifest.Input!.Height || width > manifest.Input.Width)
        {
            throw contract.Error(
                $"output {scores} is not [1, classes, height, width] with at most the {manifest.Input!.Height}×{manifest.Input.Width} "
                + "(height × width) of the input");
        }

        _decoder = new SegmentationDecoder(manifest, scores.Shape);
    }

    /// <inheritdoc/>
    public ModelManifest Model => _session.Manifest;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <inheritdoc/>
    public void StartWorkers() => _session.StartWorkers();

    /// <inheritdoc/>
    public StageTimings LastTimings => _session.LastTimings;

    /// <summary>A segmenter that takes <paramref name="model"/>, which is disposed of where this throws.</summary>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    public static ImageSegmenter Open(LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.HandOver(static model => new ImageSegmenter(model));
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
    public VisionResult Look(in ImageView image) => new() { Map = Segment(image) };

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
