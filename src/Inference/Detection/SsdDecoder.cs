using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Detection;

/// <summary>Turns a detector's heads into boxes: boxes [anchors, 4] and scores [anchors, columns].</summary>
internal sealed class SsdDecoder
{
    private readonly DetectionOutputs _outputs;
    private readonly ImmutableArray<SsdAnchor> _anchors;
    private readonly bool[] _reported;
    private readonly ScoreThreshold _threshold;
    private readonly int _labelBase;
    private readonly int _columns;
    private readonly int _width;
    private readonly int _height;
    private readonly DetectionList _list = new();

    /// <param name="anchors">Empty where the boxes are corners already.</param>
    public SsdDecoder(ModelManifest manifest, DetectionOutputs outputs, ImmutableArray<SsdAnchor> anchors, float minimumScore)
    {
        _outputs = outputs;
        _anchors = anchors;
        _labelBase = manifest.LabelBase;
        _columns = manifest.LabelBase + manifest.Labels.Length;
        _reported = [.. Enumerable.Repeat(false, manifest.LabelBase), .. manifest.Labels.Select(static label => label.Length > 0)];
        _threshold = new ScoreThreshold(outputs.ScoreKind, minimumScore);
        (_width, _height) = (manifest.Input!.Width, manifest.Input.Height);
    }

    /// <summary>
    /// Every class of every anchor that reaches the threshold, in no particular order; valid until the next call. Boxes are clipped to the image.
    /// </summary>
    public Span<Detection> Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, ModelToImage toImage, int imageWidth, int imageHeight)
    {
        _list.Begin(toImage, imageWidth, imageHeight);
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var threshold = new Vector<float>(_threshold.Min);
        for (int i = 0; i < vectors.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAny(vectors[i], threshold))
                Collect(boxes, scores, i * Vector<float>.Count, (i + 1) * Vector<float>.Count);
        }

        Collect(boxes, scores, vectors.Length * Vector<float>.Count, scores.Length);
        return _list.Found;
    }

    private void Collect(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (!_threshold.Passes(scores[i]))
                continue;

            (int anchor, int column) = Math.DivRem(i, _columns);
            if (_reported[column])
                _list.Add(column - _labelBase, _threshold.Probability(scores[i]), Corners(boxes.Slice(anchor * 4, 4), anchor).Scaled(_width, _height));
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
