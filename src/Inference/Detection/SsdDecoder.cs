using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Detection;

/// <summary>
/// Turns a detector's heads into boxes: boxes [anchors, 4] and scores [anchors, columns]. Scores are compared with the threshold as they are
/// (a logit with the threshold's logit), so that only the few that pass cost an exponential.
/// </summary>
internal sealed class SsdDecoder
{
    private readonly DetectionOutputs _outputs;
    private readonly ImmutableArray<SsdAnchor> _anchors;
    private readonly bool[] _reported;
    private readonly float _threshold;
    private readonly int _labelBase;
    private readonly int _columns;
    private Detection[] _found = new Detection[256];
    private int _count;

    /// <param name="anchors">Empty where the boxes are corners already.</param>
    public SsdDecoder(ModelManifest manifest, DetectionOutputs outputs, ImmutableArray<SsdAnchor> anchors, float minimumScore)
    {
        _outputs = outputs;
        _anchors = anchors;
        _labelBase = manifest.LabelBase;
        _columns = manifest.LabelBase + manifest.Labels.Length;
        _reported = [.. Enumerable.Repeat(false, manifest.LabelBase), .. manifest.Labels.Select(static label => label.Length > 0)];
        _threshold = outputs.ScoreKind == ScoreKind.SigmoidLogits ? MathF.Log(minimumScore / (1f - minimumScore)) : minimumScore;
    }

    /// <summary>Every class of every anchor that reaches the threshold, in no particular order; valid until the next call. Boxes are clipped to the image.</summary>
    /// <param name="width">Model pixels a line.</param>
    /// <param name="height">Model lines.</param>
    public Span<Detection> Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int width, int height, ModelToImage toImage, int imageWidth, int imageHeight)
    {
        _count = 0;
        var frame = new Frame(width, height, toImage, imageWidth, imageHeight);
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var threshold = new Vector<float>(_threshold);
        for (int i = 0; i < vectors.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAny(vectors[i], threshold))
                Collect(boxes, scores, i * Vector<float>.Count, (i + 1) * Vector<float>.Count, frame);
        }

        Collect(boxes, scores, vectors.Length * Vector<float>.Count, scores.Length, frame);
        return _found.AsSpan(0, _count);
    }

    private void Collect(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int from, int to, in Frame frame)
    {
        for (int i = from; i < to; i++)
        {
            // Written so that a score that is not a number fails.
            if (!(scores[i] >= _threshold))
                continue;

            (int anchor, int column) = Math.DivRem(i, _columns);
            if (!_reported[column])
                continue;

            BoundingBox box = frame.Clip(Corners(boxes.Slice(anchor * 4, 4), anchor));
            if (box.Width > 0f && box.Height > 0f)
                Add(new Detection(column - _labelBase, Probability(scores[i]), box));
        }
    }

    private void Add(in Detection detection)
    {
        if (_count == _found.Length)
            Array.Resize(ref _found, 2 * _count);
        _found[_count++] = detection;
    }

    private float Probability(float score) =>
        _outputs.ScoreKind == ScoreKind.SigmoidLogits ? 1f / (1f + MathF.Exp(-score)) : MathF.Min(score, 1f);

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

    /// <summary>From 0…1 of the input to pixels of the image.</summary>
    private readonly record struct Frame(int Width, int Height, ModelToImage ToImage, int ImageWidth, int ImageHeight)
    {
        public BoundingBox Clip(BoundingBox box) => new(
            Math.Clamp(ToImage.X(box.Left * Width), 0f, ImageWidth),
            Math.Clamp(ToImage.Y(box.Top * Height), 0f, ImageHeight),
            Math.Clamp(ToImage.X(box.Right * Width), 0f, ImageWidth),
            Math.Clamp(ToImage.Y(box.Bottom * Height), 0f, ImageHeight));
    }
}
