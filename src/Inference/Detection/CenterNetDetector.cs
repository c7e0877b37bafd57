using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Detection;

/// <summary>A detector with one heatmap of object centres for each class, whichever engine runs it. Owns its session.</summary>
internal sealed class CenterNetDetector : IObjectDetector
{
    private readonly ImageSession _session;
    private readonly CenterNetDecoder _decoder;
    private readonly DetectionLimits _limits;
    private readonly int _scores;
    private readonly int _boxes;
    private readonly int? _offsets;

    /// <exception cref="ModelFormatException">The manifest and the model contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public CenterNetDetector(ModelManifest manifest, string modelPath, IInferenceSession session, DetectionOutputs outputs, DetectorOptions options)
    {
        _limits = DetectionLimits.From(options, outputs);
        _session = new ImageSession(manifest, modelPath, session);
        ModelContract contract = _session.Contract;
        _scores = contract.Output(outputs.Scores);
        TensorSpec scores = contract.RequireLabelsFor(_scores, 1);
        if (scores.Shape is not [1, _, int height, int width])
            throw contract.Error($"output {scores} is not [1, classes, height, width], as boxes of kind {outputs.BoxKind} need");

        _boxes = contract.Output(outputs.Boxes);
        contract.RequireShape(session.Outputs[_boxes], 1, outputs.BoxKind == BoxKind.CenterDistances ? 4 : 2, height, width);
        if (outputs.Offsets is not null)
        {
            _offsets = contract.Output(outputs.Offsets);
            contract.RequireShape(session.Outputs[_offsets.Value], 1, 2, height, width);
        }

        Model = manifest;
        _decoder = new CenterNetDecoder(manifest, outputs, width, height, _limits.MinimumScore);
    }

    /// <inheritdoc/>
    public ModelManifest Model { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <inheritdoc/>
    public StageTimings LastTimings => _session.LastTimings;

    /// <inheritdoc/>
    public ReadOnlySpan<Detection> Detect(in ImageView image)
    {
        ModelToImage toImage = _session.Run(image);
        ReadOnlySpan<float> offsets = _offsets is int index ? _session.Output(index) : [];
        Span<Detection> found = _decoder.Decode(_session.Output(_scores), _session.Output(_boxes), offsets, toImage, image.Format.Width, image.Format.Height);
        found = found[..NonMaximumSuppression.Apply(found, _limits.MaximumIou, _limits.MaximumDetections)];
        _session.EndDecoding();
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
