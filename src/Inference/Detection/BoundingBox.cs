namespace EdgeVision.Inference.Detection;

/// <summary>A box in source-image pixels; (0, 0) is the top-left corner, <see cref="Right"/> and <see cref="Bottom"/> are exclusive.</summary>
public readonly record struct BoundingBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Pixels from left to right.</summary>
    public float Width => Right - Left;

    /// <summary>Pixels from top to bottom.</summary>
    public float Height => Bottom - Top;

    /// <summary>Square pixels; 0 for a box turned inside out.</summary>
    public float Area => MathF.Max(Width, 0f) * MathF.Max(Height, 0f);

    /// <summary>The same box in a picture whose pixels a line and lines are <paramref name="x"/> and <paramref name="y"/> times as many.</summary>
    public BoundingBox Scaled(float x, float y) => new(Left * x, Top * y, Right * x, Bottom * y);

    /// <summary>Intersection over union with <paramref name="other"/>, in [0, 1]; 0 where both are empty.</summary>
    public float IntersectionOverUnion(BoundingBox other)
    {
        float width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        float height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0f || height <= 0f)
            return 0f;

        float intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }
}
