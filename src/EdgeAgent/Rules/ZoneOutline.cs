namespace EdgeVision.EdgeAgent.Rules;

/// <summary>The edges of a zone: edge i goes from corner i to the next one.</summary>
internal static class ZoneOutline
{
    /// <summary>
    /// The first two edges that cross, as in a bow-tie, whose corners were named in another order than around the area;
    /// <see langword="null"/>: none. Edges that only touch do not cross.
    /// </summary>
    public static (int First, int Second)? FindCrossing(IReadOnlyList<ZoneCorner> corners)
    {
        int count = corners.Count;
        for (int first = 0; first < count; first++)
        {
            for (int second = first + 2; second < count; second++)
            {
                if (Cross(corners[first], corners[first + 1], corners[second], corners[(second + 1) % count]))
                    return (first, second);
            }
        }

        return null;
    }

    private static bool Cross(ZoneCorner a, ZoneCorner b, ZoneCorner c, ZoneCorner d) => Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

    /// <summary>On which side of the line from a to b the point is: −1 or 1; 0 on it.</summary>
    private static int Side(ZoneCorner a, ZoneCorner b, ZoneCorner point)
    {
        double area = (((double)b.X - a.X) * ((double)point.Y - a.Y)) - (((double)b.Y - a.Y) * ((double)point.X - a.X));
        return Math.Abs(area) < 1e-12 ? 0 : Math.Sign(area);
    }
}
