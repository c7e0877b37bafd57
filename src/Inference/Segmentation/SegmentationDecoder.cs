using System.Collections.Immutable;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Segmentation;

/// <summary>Turns class scores [columns, height, width] into a map of classes: each pixel is what scores best there.</summary>
internal sealed class SegmentationDecoder
{
    private readonly int _columns;
    private readonly int _width;
    private readonly byte[] _pixelOf;
    private readonly byte _none;
    private readonly bool _pixelsAreColumns;
    private readonly int _height;
    private readonly ScoreScaling? _scaling;
    private readonly ClassMap _map = new();

    /// <param name="scores">Shape of the scores, [1, columns, height, width], neither side larger than the input's.</param>
    public SegmentationDecoder(ModelManifest manifest, ImmutableArray<int> scores)
    {
        (_columns, _width, _height) = (scores[1], manifest.Input!.Width, manifest.Input.Height);
        if (scores[2] != _height || scores[3] != _width)
            _scaling = new ScoreScaling(_columns, scores[3], scores[2], _width, _height);

        _pixelOf = new byte[ClassMap.MaxLabels + 1];
        for (int i = 0; i < manifest.Labels.Length; i++)
            _pixelOf[manifest.LabelBase + i] = manifest.Labels[i].Length > 0 ? (byte)(i + 1) : (byte)0;
        // Column 0 is background, or else there are at most 255 columns, and the number after the last is free.
        _none = manifest.LabelBase > 0 ? (byte)0 : (byte)_columns;
        _pixelsAreColumns = manifest.LabelBase == 1 && manifest.Labels.All(static label => label.Length > 0);
    }

    /// <summary>The map of an image; valid until the next call.</summary>
    /// <param name="toImage">Where the image lies in the input.</param>
    public ClassMap Decode(ReadOnlySpan<float> scores, ModelToImage toImage, int imageWidth, int imageHeight)
    {
        // The bars of a letterbox are whole pixels wide, so rounding brings back the numbers that the way to the image was made from.
        int left = (int)MathF.Round(-toImage.OffsetX / toImage.ScaleX), top = (int)MathF.Round(-toImage.OffsetY / toImage.ScaleY);
        int width = (int)MathF.Round(imageWidth / toImage.ScaleX), height = (int)MathF.Round(imageHeight / toImage.ScaleY);
        Span<byte> pixels = _map.Resize(width, height);
        _scaling?.Begin();
        for (int y = 0; y < height; y++)
        {
            Span<byte> line = pixels.Slice(y * width, width);
            if (_scaling is not null)
                LargestColumn.Find(_scaling.Row(scores, top + y)[left..], _width, _columns, _none, line);
            else
                LargestColumn.Find(scores[(((top + y) * _width) + left)..], _width * _height, _columns, _none, line);
        }

        if (!_pixelsAreColumns)
        {
            foreach (ref byte pixel in pixels)
                pixel = _pixelOf[pixel];
        }

        _map.Count();
        return _map;
    }
}
