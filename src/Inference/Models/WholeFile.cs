namespace EdgeVision.Inference.Models;

/// <summary>Writes files so that they exist completely or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside <paramref name="path"/>, then gives the file its name.</summary>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="FileExistsException">The name is taken.</exception>
    /// <exception cref="IOException">There is no such folder, the path is one itself, or the bytes cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        using PendingFile file = PendingFile.Write(path, bytes);
        file.Publish(overwrite);
    }
}
