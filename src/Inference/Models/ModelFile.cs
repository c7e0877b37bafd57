using System.Security.Cryptography;

namespace EdgeVision.Inference.Models;

/// <summary>
/// A model's file, and what its manifest says of its bytes. An engine verifies the bytes it runs, not the name it found them under: another
/// file may stand there a moment later.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits; <see langword="null"/> for a file without a manifest.</param>
/// <param name="ManifestPath">The manifest that says so, for messages.</param>
internal sealed record ModelFile(string Path, string? Sha256 = null, string? ManifestPath = null)
{
    /// <summary>Maps the file; verifies nothing yet.</summary>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ModelFormatException">The file is empty, not a regular one, or too large.</exception>
    public MappedFile Map() => new(Path);

    /// <summary>Checks that these are the bytes the manifest describes; anything is right where there is no manifest.</summary>
    /// <exception cref="ModelFormatException">They are others.</exception>
    public void Verify(ReadOnlySpan<byte> bytes)
    {
        if (Sha256 is null)
            return;
        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != Sha256)
            throw new ModelFormatException(Path, null, $"its SHA-256 is {found}, but {ManifestPath} says {Sha256}; one of the two files is not the right one");
    }
}
