using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Detection;

/// <summary>A detector with one box and a row of class scores for each anchor, whichever engine runs it. Owns its session.</summary>
internal sealed class SsdDetector : IObjectDetector
{
    private readonly ImageSession _session;
    private readonly SsdDecoder _decoder;
    private readonly DetectionLimits _limits;
    private readonly int _boxes;
    private readonly int _scores;

    /// <exception cref="ModelFormatException">The manifest and the model contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public SsdDetector(ModelManifest manifest, string modelPath, IInferenceSession session, DetectionOutputs outputs, DetectorOptions options)
    {
        _limits = DetectionLimits.From(options, outputs);
        _session = new ImageSession(manifest, modelPath, session);
        ModelContract contract = _session.Contract;
        _boxes = contract.Output(outputs.Boxes);
        _scores = contract.Output(outputs.Scores);
        contract.RequireLabelsFor(_scores, ^1);
        var anchors = outputs.BoxKind == BoxKind.SsdOffsets ? SsdAnchors.Generate(outputs.Anchors!) : [];
        int count = anchors.Length > 0 ? anchors.Length : session.Outputs[_boxes].Shape is [1, int rows, 4] ? rows : 0;
        contract.RequireShape(session.Outputs[_boxes], 1, count, 4);
        contract.RequireShape(session.Outputs[_scores], 1, count, manifest.LabelBase + manifest.Labels.Length);

        Model = manifest;
        _decoder = new SsdDecoder(manifest, outputs, anchors, _limits.MinimumScore);
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
        Span<Detection> found = _decoder.Decode(_session.Output(_boxes), _session.Output(_scores), toImage, image.Format.Width, image.Format.Height);
        found = found[..NonMaximumSuppression.Apply(found, _limits.MaximumIou, _limits.MaximumDetections)];
        _session.EndDecoding();
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
