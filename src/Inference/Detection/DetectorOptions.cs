namespace EdgeVision.Inference.Detection;

/// <summary>What a detector reports; what is <see langword="null"/> is as the model's manifest says.</summary>
public sealed record DetectorOptions
{
    /// <summary>Smallest score that is reported, in (0, 1).</summary>
    public float? MinimumScore { get; init; }

    /// <summary>Of two boxes of one class that overlap more than this, the weaker is dropped; in [0, 1].</summary>
    public float? MaximumIou { get; init; }

    /// <summary>Most objects an image, from 1 to 1000; the best are kept. Default 100.</summary>
    public int MaximumDetections { get; init; } = 100;
}
