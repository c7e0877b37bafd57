using EdgeVision.Bundles;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>The public keys whose bundles are taken. They are read each time, so that another takes effect without a restart.</summary>
internal static class TrustedKeys
{
    // A key has some 180 bytes.
    private const int MaxBytes = 64 << 10;

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static VerificationKey Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes } file)
            throw new FormatException($"{path}: it has {file.Length} bytes; that is no key.");
        return VerificationKey.Read(File.ReadAllText(path), path);
    }

    /// <summary>A sentence that says why one cannot be read; <see langword="null"/>: it can.</summary>
    public static string? FindError(string path)
    {
        try
        {
            Read(path).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return e.Message;
        }
    }
}
