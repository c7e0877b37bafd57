namespace EdgeVision.Bundles;

/// <summary>A file of a bundle.</summary>
/// <param name="Name">A plain file name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record BundledFile(string Name, long Size, string Sha256);
