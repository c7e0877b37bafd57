namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>A class in the ranking of a golden classifier.</summary>
/// <param name="Label">Its name in the manifest.</param>
/// <param name="Score">Its probability.</param>
internal sealed record GoldenClass(string Label, double Score)
{
    /// <summary>With no more digits than a comparison looks at.</summary>
    public GoldenClass Rounded() => this with { Score = Math.Round(Score, 7) };
}
