using System.Globalization;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.Workbench.Drawing;

/// <summary>Tints a picture by the classes of its pixels and lists them, largest first; the background stays as it is.</summary>
internal sealed class SegmentationPainter(IReadOnlyList<string> labels)
{
    private readonly CaptionPainter _captions = new();

    /// <summary>Paints <paramref name="map"/>, stretched to the canvas.</summary>
    public void Paint(Canvas canvas, ClassMap map)
    {
        for (int y = 0; y < canvas.Height; y++)
        {
            ReadOnlySpan<byte> line = map.Pixels.Slice(NearestPixels.Nearest(y, map.Height, canvas.Height) * map.Width, map.Width);
            for (int start = 0; start < canvas.Width;)
            {
                byte pixel = line[NearestPixels.Nearest(start, map.Width, canvas.Width)];
                int end = start + 1;
                while (end < canvas.Width && line[NearestPixels.Nearest(end, map.Width, canvas.Width)] == pixel)
                    end++;
                if (pixel > 0)
                    canvas.Tint(start, y, end, y + 1, Color.ForLabel(pixel - 1));
                start = end;
            }
        }

        var captions = new List<(int, string)>();
        foreach (ClassArea area in map.Areas)
            captions.Add((area.LabelIndex, string.Create(CultureInfo.InvariantCulture, $"{labels[area.LabelIndex]} {100f * area.Share:0.0} %")));
        _captions.PaintList(canvas, captions);
    }
}
