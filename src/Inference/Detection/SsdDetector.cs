using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Detection;

/// <summary>A detector with one box and a row of class scores for each anchor, whichever engine runs it. Owns its session.</summary>
internal sealed class SsdDetector : IObjectDetector
{
    private readonly ImageSession _session;
    private readonly ImageInputSpec _input;
    private readonly SsdDecoder _decoder;
    private readonly int _boxes;
    private readonly int _scores;
    private readonly float _maximumIou;
    private readonly int _maximumDetections;

    /// <exception cref="ModelFormatException">The manifest and the model contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public SsdDetector(ModelManifest manifest, string modelPath, IInferenceSession session, DetectorOptions options)
    {
        DetectionOutputs outputs = manifest.Detection
            ?? throw new ModelFormatException(modelPath, null, $"the manifest's task is {manifest.Task}, not detection");
        float minimumScore = options.MinimumScore ?? outputs.MinimumScore;
        _maximumIou = options.MaximumIou ?? outputs.MaximumIou;
        _maximumDetections = options.MaximumDetections;
        if (!(minimumScore > 0f && minimumScore < 1f))
            throw new ArgumentOutOfRangeException(nameof(options), minimumScore, "The minimum score must be between 0 and 1, both excluded.");
        if (!(_maximumIou >= 0f && _maximumIou <= 1f))
            throw new ArgumentOutOfRangeException(nameof(options), _maximumIou, "The maximum IoU must be from 0 to 1.");
        if (_maximumDetections is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(options), _maximumDetections, "The maximum number of detections must be from 1 to 1000.");

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
        _input = manifest.Input!;
        _decoder = new SsdDecoder(manifest, outputs, anchors, minimumScore);
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
        Span<Detection> found = _decoder.Decode(
            _session.Output(_boxes), _session.Output(_scores), _input.Width, _input.Height, toImage, image.Width, image.Height);
        found = found[..NonMaximumSuppression.Apply(found, _maximumIou, _maximumDetections)];
        _session.EndDecoding();
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
