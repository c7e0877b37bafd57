namespace EdgeVision.Inference.Tests.Segmentation;

/// <summary>The rules of a class map, written down pixel by pixel in double precision.</summary>
internal static class NaiveSegmentation
{
    /// <summary>The best column at a pixel, the lowest of equals; −1 where no score is above −∞.</summary>
    /// <param name="scores">[columns, height, width]</param>
    public static int BestColumn(ReadOnlySpan<float> scores, int columns, int height, int width, int y, int x)
    {
        int best = -1;
        double most = double.NegativeInfinity;
        for (int c = 0; c < columns; c++)
        {
            double score = scores[(((c * height) + y) * width) + x];
            if (score > most)
                (best, most) = (c, score);
        }

        return best;
    }

    /// <summary>A column's score at pixel (x, y) of an image of width × height: the map's corner scores lie on the image's corner pixels.</summary>
    public static double Scaled(ReadOnlySpan<float> map, int mapHeight, int mapWidth, int column, double y, double x, int height, int width)
    {
        double row = height == 1 ? 0.0 : y * (mapHeight - 1) / (height - 1), place = width == 1 ? 0.0 : x * (mapWidth - 1) / (width - 1);
        int top = (int)row, left = (int)place;
        int bottom = Math.Min(top + 1, mapHeight - 1), right = Math.Min(left + 1, mapWidth - 1);
        double v = row - top, u = place - left;
        int start = column * mapHeight * mapWidth;
        double upper = ((1.0 - u) * map[start + (top * mapWidth) + left]) + (u * map[start + (top * mapWidth) + right]);
        double lower = ((1.0 - u) * map[start + (bottom * mapWidth) + left]) + (u * map[start + (bottom * mapWidth) + right]);
        return ((1.0 - v) * upper) + (v * lower);
    }
}
