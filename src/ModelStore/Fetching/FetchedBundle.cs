namespace EdgeVision.ModelStore.Fetching;

/// <summary>A file that was fetched. Nothing of it was looked at but its hash.</summary>
/// <param name="Path">In the store's <c>incoming</c> folder.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="SignaturePath">Where its signature lies, beside it as that of any bundle; <see langword="null"/>: there is none.</param>
/// <param name="Source">Where it came from, without what may be secret: for messages.</param>
public sealed record FetchedBundle(string Path, string Sha256, string? SignaturePath, string Source);
