using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>
/// How much of a zone each class of a map covers. A pixel is inside when its middle is; which are is found once for a map's size. One thread; allocates
/// nothing after the first map of a size.
/// </summary>
internal sealed class ZoneAreas(Zone zone)
{
    // Pixels of each value of the map.
    private readonly int[] _counts = new int[byte.MaxValue + 1];
    private int[] _inside = [];
    private int _width;
    private int _height;

    /// <summary>Whether a map of this size has pixels inside the zone.</summary>
    public bool HasPixels(int width, int height)
    {
        Draw(width, height);
        return _inside.Length > 0;
    }

    /// <summary>Counts a map.</summary>
    public void Count(ClassMap map)
    {
        if (map.Width != _width || map.Height != _height)
            Draw(map.Width, map.Height);

        Array.Clear(_counts);
        ReadOnlySpan<byte> pixels = map.Pixels;
        foreach (int index in _inside)
            _counts[pixels[index]]++;
    }

    /// <summary>Part of the zone that showed the class in the last map, in [0, 1]; 0 in a zone so small that no pixel's middle is inside.</summary>
    public float Share(int labelIndex) => _inside.Length == 0 ? 0f : (float)_counts[labelIndex + 1] / _inside.Length;

    private void Draw(int width, int height)
    {
        var inside = new List<int>();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (zone.Contains((x + 0.5f) / width, (y + 0.5f) / height))
                    inside.Add((y * width) + x);
            }
        }

        (_inside, _width, _height) = ([.. inside], width, height);
    }
}
