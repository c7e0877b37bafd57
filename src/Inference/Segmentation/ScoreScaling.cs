using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Segmentation;

/// <summary>
/// Class scores of a coarse map at the pixels of the network's input: bilinear with aligned corners, as DeepLab's own last layer scales them
/// (Chen et al. 2017, arXiv:1706.05587; TensorFlow's <c>resize_bilinear</c> with <c>align_corners</c>). A line of the map is widened once for all the rows
/// between it and its neighbours; rows are then mixtures of two widened lines.
/// </summary>
internal sealed class ScoreScaling
{
    private readonly int _columns;
    private readonly int _mapWidth;
    private readonly int _mapHeight;
    private readonly int _height;
    private readonly int _width;
    private readonly int[] _lefts;
    private readonly float[] _rightWeights;
    private readonly float[][] _widened;
    private readonly int[] _widenedLines = [-1, -1];
    private readonly float[] _row;

    /// <param name="columns">Planes of scores.</param>
    /// <param name="mapWidth">Scores a line, at most <paramref name="width"/>.</param>
    /// <param name="mapHeight">Lines of scores, at most <paramref name="height"/>.</param>
    public ScoreScaling(int columns, int mapWidth, int mapHeight, int width, int height)
    {
        (_columns, _mapWidth, _mapHeight, _width, _height) = (columns, mapWidth, mapHeight, width, height);
        _lefts = new int[width];
        _rightWeights = new float[width];
        for (int x = 0; x < width; x++)
            (_lefts[x], _rightWeights[x]) = Place(x, width, mapWidth);
        _widened = [new float[columns * width], new float[columns * width]];
        _row = new float[columns * width];
    }

    /// <summary>Forgets the lines of the image before.</summary>
    public void Begin() => _widenedLines.AsSpan().Fill(-1);

    /// <summary>[columns, width]: the scores of input row <paramref name="y"/>; valid until the next call.</summary>
    /// <param name="map">[columns, map height, map width]; the same since <see cref="Begin"/>.</param>
    public ReadOnlySpan<float> Row(ReadOnlySpan<float> map, int y)
    {
        (int upper, float lowerWeight) = Place(y, _height, _mapHeight);
        float[] above = Widened(map, upper);
        if (lowerWeight == 0f)
            return above;

        float[] below = Widened(map, upper + 1);
        ReadOnlySpan<Vector<float>> aboveVectors = MemoryMarshal.Cast<float, Vector<float>>(above.AsSpan());
        ReadOnlySpan<Vector<float>> belowVectors = MemoryMarshal.Cast<float, Vector<float>>(below.AsSpan());
        Span<Vector<float>> rowVectors = MemoryMarshal.Cast<float, Vector<float>>(_row.AsSpan());
        for (int i = 0; i < rowVectors.Length; i++)
            rowVectors[i] = aboveVectors[i] + ((belowVectors[i] - aboveVectors[i]) * lowerWeight);
        for (int i = rowVectors.Length * Vector<float>.Count; i < _row.Length; i++)
            _row[i] = above[i] + ((below[i] - above[i]) * lowerWeight);
        return _row;
    }

    /// <summary>The map's line or column at or before an input one, and the weight of the next; the first and the last of both coincide.</summary>
    private static (int First, float SecondWeight) Place(int at, int length, int mapLength)
    {
        if (length == 1 || mapLength == 1)
            return (0, 0f);
        (int first, int rest) = Math.DivRem(at * (mapLength - 1), length - 1);
        return (first, (float)rest / (length - 1));
    }

    /// <summary>Lines are asked for from top to bottom, so that neighbours, one even and one odd, never drive each other out.</summary>
    private float[] Widened(ReadOnlySpan<float> map, int line)
    {
        float[] widened = _widened[line & 1];
        if (_widenedLines[line & 1] == line)
            return widened;

        _widenedLines[line & 1] = line;
        for (int c = 0; c < _columns; c++)
        {
            ReadOnlySpan<float> scores = map.Slice(((c * _mapHeight) + line) * _mapWidth, _mapWidth);
            Span<float> target = widened.AsSpan(c * _width, _width);
            for (int x = 0; x < target.Length; x++)
            {
                float left = scores[_lefts[x]], weight = _rightWeights[x];
                target[x] = weight == 0f ? left : left + ((scores[_lefts[x] + 1] - left) * weight);
            }
        }

        return widened;
    }
}
