using System.Collections.Immutable;
using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Detection;

/// <summary>
/// The anchors of an SSD in the order of its outputs: map, line, column, shape. Scales are spread evenly over the maps
/// (Liu et al. 2016, arXiv:1512.02325, §2.2); shapes a cell are those of TensorFlow's <c>create_ssd_anchors</c>.
/// </summary>
public static class SsdAnchors
{
    /// <summary>All anchors of <paramref name="spec"/>.</summary>
    public static ImmutableArray<SsdAnchor> Generate(SsdAnchorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ImmutableArray<SsdAnchor>.Builder anchors = ImmutableArray.CreateBuilder<SsdAnchor>();
        for (int map = 0; map < spec.FeatureMaps.Length; map++)
        {
            int cells = spec.FeatureMaps[map];
            (double Height, double Width)[] shapes = [.. Shapes(spec, map)];
            for (int y = 0; y < cells; y++)
            {
                for (int x = 0; x < cells; x++)
                {
                    foreach ((double height, double width) in shapes)
                        anchors.Add(new SsdAnchor((float)((y + 0.5) / cells), (float)((x + 0.5) / cells), (float)height, (float)width));
                }
            }
        }

        return anchors.DrainToImmutable();
    }

    private static IEnumerable<(double Height, double Width)> Shapes(SsdAnchorSpec spec, int map)
    {
        double scale = Scale(spec, map);
        if (map == 0 && spec.ReduceBoxesInLowestLayer)
            return [Shape(0.1, 1.0), Shape(scale, 2.0), Shape(scale, 0.5)];

        IEnumerable<(double, double)> shapes = spec.AspectRatios.Select(ratio => Shape(scale, ratio));
        return spec.InterpolatedAspectRatio > 0f
            ? shapes.Append(Shape(Math.Sqrt(scale * Scale(spec, map + 1)), spec.InterpolatedAspectRatio))
            : shapes;
    }

    private static (double Height, double Width) Shape(double scale, double aspectRatio) => (scale / Math.Sqrt(aspectRatio), scale * Math.Sqrt(aspectRatio));

    private static double Scale(SsdAnchorSpec spec, int map)
    {
        int last = spec.FeatureMaps.Length - 1;
        return map > last ? 1.0 : spec.MinimumScale + (((double)spec.MaximumScale - spec.MinimumScale) * map / Math.Max(last, 1));
    }
}
