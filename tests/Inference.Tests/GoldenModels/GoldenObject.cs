namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>An object that a golden detector finds.</summary>
/// <param name="Label">Its class's name in the manifest.</param>
/// <param name="Score">In (0, 1].</param>
/// <param name="Left">As the other sides in pixels of the picture.</param>
internal sealed record GoldenObject(string Label, double Score, double Left, double Top, double Right, double Bottom)
{
    private double Area => (Right - Left) * (Bottom - Top);

    /// <summary>Intersection over union, in [0, 1]; neither box is empty.</summary>
    public double Overlap(GoldenObject other)
    {
        double width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        double height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        double common = Math.Max(0, width) * Math.Max(0, height);
        return common / (Area + other.Area - common);
    }

    /// <summary>With no more digits than a comparison looks at.</summary>
    public GoldenObject Rounded()
    {
        const int ScoreDigits = 7, PixelDigits = 4;
        return new GoldenObject(
            Label,
            Math.Round(Score, ScoreDigits),
            Math.Round(Left, PixelDigits),
            Math.Round(Top, PixelDigits),
            Math.Round(Right, PixelDigits),
            Math.Round(Bottom, PixelDigits));
    }
}
