using System.Numerics;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Detection;

/// <summary>
/// Turns heatmaps of object centres into boxes (Zhou et al. 2019, arXiv:1904.07850, §4): a cell is an object's centre when its score reaches the
/// threshold and none of its eight neighbours has more. Of neighbours with equal scores only the first, line by line, is a centre; the paper's 3×3
/// maximum pooling would make each cell of a level area one. Cell (x, y) stands for the input pixel (x · stride, y · stride), shifted by the offsets
/// where there are any.
/// </summary>
internal sealed class CenterNetDecoder : IDetectionDecoder
{
    private readonly ImageSession _session;
    private readonly int _scores;
    private readonly int _boxes;
    private readonly int? _offsets;
    private readonly BoxKind _kind;
    private readonly ScoreThreshold _threshold;
    private readonly bool[] _reported;
    private readonly int _labelBase;
    private readonly int _width;
    private readonly int _height;
    private readonly float _strideX;
    private readonly float _strideY;

    /// <summary>
    /// Scores are [1, classes, height, width], boxes [1, 4, height, width] or [1, 2, height, width], as the manifest's <see cref="BoxKind"/> says, and
    /// offsets, (x, y) in cells, [1, 2, height, width] where the network has any.
    /// </summary>
    /// <param name="minimumScore">In (0, 1).</param>
    /// <exception cref="ModelFormatException">The manifest and the model contradict each other.</exception>
    public CenterNetDecoder(ImageSession session, DetectionOutputs outputs, float minimumScore)
    {
        _session = session;
        ModelContract contract = session.Contract;
        _scores = contract.Output(outputs.Scores);
        TensorSpec scores = contract.RequireLabelsFor(_scores, 1);
        if (scores.Shape is not [1, _, int height, int width])
            throw contract.Error($"output {scores} is not [1, classes, height, width], as boxes of kind {outputs.BoxKind} need");

        _boxes = contract.Output(outputs.Boxes);
        contract.RequireOutputShape(_boxes, 1, outputs.BoxKind == BoxKind.CenterDistances ? 4 : 2, height, width);
        if (outputs.Offsets is not null)
        {
            _offsets = contract.Output(outputs.Offsets);
            contract.RequireOutputShape(_offsets.Value, 1, 2, height, width);
        }

        ModelManifest manifest = session.Manifest;
        _kind = outputs.BoxKind;
        _threshold = new ScoreThreshold(outputs.ScoreKind, minimumScore);
        _reported = [.. Enumerable.Repeat(false, manifest.LabelBase), .. manifest.Labels.Select(static label => label.Length > 0)];
        _labelBase = manifest.LabelBase;
        (_width, _height) = (width, height);
        (_strideX, _strideY) = ((float)manifest.Input!.Width / width, (float)manifest.Input.Height / height);
    }

    /// <summary>Adds the object at every centre.</summary>
    public void Decode(DetectionList found)
    {
        ReadOnlySpan<float> scores = _session.Output(_scores), boxes = _session.Output(_boxes), offsets = _offsets is int index ? _session.Output(index) : [];
        int area = _width * _height;
        var threshold = new Vector<float>(_threshold.Min);
        for (int column = _labelBase; column < _reported.Length; column++)
        {
            if (!_reported[column])
                continue;

            ReadOnlySpan<float> map = scores.Slice(column * area, area);
            ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(map);
            for (int i = 0; i < vectors.Length; i++)
            {
                if (Vector.GreaterThanOrEqualAny(vectors[i], threshold))
                    Collect(found, map, column, boxes, offsets, i * Vector<float>.Count, (i + 1) * Vector<float>.Count);
            }

            Collect(found, map, column, boxes, offsets, vectors.Length * Vector<float>.Count, area);
        }
    }

    private void Collect(
        DetectionList found, ReadOnlySpan<float> map, int column, ReadOnlySpan<float> boxes, ReadOnlySpan<float> offsets, int from, int to)
    {
        for (int cell = from; cell < to; cell++)
        {
            if (_threshold.Passes(map[cell]) && IsPeak(map, cell))
                found.Add(column - _labelBase, _threshold.Probability(map[cell]), Box(boxes, offsets, cell));
        }
    }

    // The first in the order of lines has to be above what comes before it, and at least as high as what comes after.
    private bool IsPeak(ReadOnlySpan<float> map, int cell)
    {
        (int y, int x) = Math.DivRem(cell, _width);
        int left = Math.Max(x - 1, 0), right = Math.Min(x + 1, _width - 1), bottom = Math.Min(y + 1, _height - 1);
        float score = map[cell];
        for (int row = Math.Max(y - 1, 0); row <= bottom; row++)
        {
            for (int neighbour = (row * _width) + left; neighbour <= (row * _width) + right; neighbour++)
            {
                if (map[neighbour] > score || (map[neighbour] == score && neighbour < cell))
                    return false;
            }
        }

        return true;
    }

    /// <summary>In pixels of the input.</summary>
    private BoundingBox Box(ReadOnlySpan<float> boxes, ReadOnlySpan<float> offsets, int cell)
    {
        int area = _width * _height;
        (int y, int x) = Math.DivRem(cell, _width);
        float centerX = x, centerY = y;
        if (!offsets.IsEmpty)
            (centerX, centerY) = (x + offsets[cell], y + offsets[area + cell]);
        (centerX, centerY) = (centerX * _strideX, centerY * _strideY);
        if (_kind == BoxKind.CenterDistances)
            return new BoundingBox(centerX - boxes[cell], centerY - boxes[area + cell], centerX + boxes[(2 * area) + cell], centerY + boxes[(3 * area) + cell]);

        float halfWidth = 0.5f * boxes[cell] * _strideX, halfHeight = 0.5f * boxes[area + cell] * _strideY;
        return new BoundingBox(centerX - halfWidth, centerY - halfHeight, centerX + halfWidth, centerY + halfHeight);
    }
}
