using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Detection;

/// <summary>Turns a detector's heads into boxes: boxes [anchors, 4] and scores [anchors, columns].</summary>
internal sealed class SsdDecoder : IDetectionDecoder
{
    private readonly ImageSession _session;
    private readonly int _boxes;
    private readonly int _scores;
    private readonly DetectionOutputs _outputs;
    private readonly ImmutableArray<SsdAnchor> _anchors;
    private readonly bool[] _reported;
    private readonly ScoreThreshold _threshold;
    private readonly int _labelBase;
    private readonly int _columns;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Boxes are [1, anchors, 4], as the manifest's <see cref="BoxKind"/> says, and scores [1, anchors, columns].</summary>
    /// <param name="minimumScore">In (0, 1).</param>
    /// <exception cref="ModelFormatException">The manifest and the model contradict each other.</exception>
    public SsdDecoder(ImageSession session, DetectionOutputs outputs, float minimumScore)
    {
        _session = session;
        ModelManifest manifest = session.Manifest;
        ModelContract contract = session.Contract;
        _boxes = contract.Output(outputs.Boxes);
        _scores = contract.Output(outputs.Scores);
        contract.RequireLabelsFor(_scores, ^1);
        _anchors = outputs.BoxKind == BoxKind.SsdOffsets ? SsdAnchors.Generate(outputs.Anchors!) : [];
        int count = _anchors.Length > 0 ? _anchors.Length : contract.OutputSpec(_boxes).Shape is [1, int rows, 4] ? rows : 0;
        contract.RequireOutputShape(_boxes, 1, count, 4);
        contract.RequireOutputShape(_scores, 1, count, manifest.LabelBase + manifest.Labels.Length);

        _outputs = outputs;
        _labelBase = manifest.LabelBase;
        _columns = manifest.LabelBase + manifest.Labels.Length;
        _reported = [.. Enumerable.Repeat(false, manifest.LabelBase), .. manifest.Labels.Select(static label => label.Length > 0)];
        _threshold = new ScoreThreshold(outputs.ScoreKind, minimumScore);
        (_width, _height) = (manifest.Input!.Width, manifest.Input.Height);
    }

    /// <summary>Adds every class of every anchor that reaches the threshold.</summary>
    public void Decode(DetectionList found)
    {
        ReadOnlySpan<float> boxes = _session.Output(_boxes), scores = _session.Output(_scores);
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var threshold = new Vector<float>(_threshold.Min);
        for (int i = 0; i < vectors.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAny(vectors[i], threshold))
                Collect(found, boxes, scores, i * Vector<float>.Count, (i + 1) * Vector<float>.Count);
        }

        Collect(found, boxes, scores, vectors.Length * Vector<float>.Count, scores.Length);
    }

    private void Collect(DetectionList found, ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (!_threshold.Passes(scores[i]))
                continue;

            (int anchor, int column) = Math.DivRem(i, _columns);
            if (_reported[column])
                found.Add(column - _labelBase, _threshold.Probability(scores[i]), Corners(boxes.Slice(anchor * 4, 4), anchor).Scaled(_width, _height));
        }
    }

    /// <summary>In 0…1 of the input; centre = anchor + t / scale · size, size = anchor size · exp(t / scale).</summary>
    private BoundingBox Corners(ReadOnlySpan<float> box, int index)
    {
        if (_outputs.BoxKind == BoxKind.CornersYxyx)
            return new BoundingBox(box[1], box[0], box[3], box[2]);
        if (_outputs.BoxKind == BoxKind.CornersXyxy)
            return new BoundingBox(box[0], box[1], box[2], box[3]);

        SsdAnchor anchor = _anchors[index];
        SsdAnchorSpec coder = _outputs.Anchors!;
        float centerY = anchor.CenterY + (box[0] / coder.CenterScale * anchor.Height), centerX = anchor.CenterX + (box[1] / coder.CenterScale * anchor.Width);
        float halfHeight = 0.5f * anchor.Height * MathF.Exp(box[2] / coder.SizeScale), halfWidth = 0.5f * anchor.Width * MathF.Exp(box[3] / coder.SizeScale);
        return new BoundingBox(centerX - halfWidth, centerY - halfHeight, centerX + halfWidth, centerY + halfHeight);
    }
}
