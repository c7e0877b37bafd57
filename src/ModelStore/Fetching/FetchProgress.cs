namespace EdgeVision.ModelStore.Fetching;

/// <summary>How far a transfer is.</summary>
/// <param name="Bytes">That are here, those of earlier tries included.</param>
/// <param name="Length">Of the whole; <see langword="null"/>: the server does not say.</param>
public readonly record struct FetchProgress(long Bytes, long? Length)
{
    /// <summary>0…1; <see langword="null"/>: not known.</summary>
    public double? Fraction => Length is > 0 ? Math.Min(1, (double)Bytes / Length.Value) : null;
}
