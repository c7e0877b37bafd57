namespace EdgeVision.ModelStore;

/// <summary>What was tried and is not to be tried again by itself.</summary>
public sealed record RefusedRecord
{
    /// <summary>The SHA-256 of the bundle's file; <see langword="null"/>: it did not come that far.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it came from.</summary>
    public string? Url { get; init; }

    /// <summary>Why.</summary>
    public required UpdateReason Reason { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Error { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
