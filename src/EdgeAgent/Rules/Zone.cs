using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>A polygon in parts of the picture. Where it crosses itself, the even-odd rule decides what is inside.</summary>
internal sealed class Zone
{
    private readonly ZoneCorner[] _corners;

    /// <summary>From at least three corners in order, closed by itself.</summary>
    /// <exception cref="ArgumentException">Fewer than three corners.</exception>
    public Zone(IReadOnlyList<ZoneCorner> corners)
    {
        if (corners.Count < 3)
            throw new ArgumentException($"A zone needs at least 3 corners, not {corners.Count}.", nameof(corners));

        _corners = [.. corners];
    }

    /// <summary>Twice the polygon's signed area is never 0 for a zone that can hold a point.</summary>
    public static bool HasArea(IReadOnlyList<ZoneCorner> corners)
    {
        double doubled = 0;
        for (int i = 0; i < corners.Count; i++)
        {
            (ZoneCorner a, ZoneCorner b) = (corners[i], corners[(i + 1) % corners.Count]);
            doubled += ((double)a.X * b.Y) - ((double)b.X * a.Y);
        }

        return Math.Abs(doubled) > 1e-9;
    }

    /// <summary>Whether the middle of the box's lower edge, where an object stands, is inside.</summary>
    /// <param name="box">In pixels of a picture of the given size.</param>
    public bool Contains(in BoundingBox box, int imageWidth, int imageHeight) =>
        Contains((box.Left + box.Right) / 2f / imageWidth, box.Bottom / imageHeight);

    /// <summary>Even-odd crossing count of a ray to the right. A zone that reaches the picture's edge includes that edge.</summary>
    public bool Contains(float x, float y)
    {
        // Crossing tests are half-open, so the points on the right and lower picture edge, where boxes often end, are drawn in by one step.
        x = Math.Clamp(x, 0f, MathF.BitDecrement(1f));
        y = Math.Clamp(y, 0f, MathF.BitDecrement(1f));

        bool inside = false;
        ZoneCorner previous = _corners[^1];
        foreach (ZoneCorner corner in _corners)
        {
            if (corner.Y > y != previous.Y > y &&
                x < ((double)(previous.X - corner.X) * (y - corner.Y) / (previous.Y - corner.Y)) + corner.X)
            {
                inside = !inside;
            }

            previous = corner;
        }

        return inside;
    }
}
