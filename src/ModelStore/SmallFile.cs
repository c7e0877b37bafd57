using EdgeVision.Linux;

namespace EdgeVision.ModelStore;

/// <summary>Files of the store that are read and written whole.</summary>
internal static class SmallFile
{
    /// <summary>Reads at most <paramref name="maxBytes"/> and one more; <see langword="null"/>: there is none.</summary>
    public static byte[]? TryRead(string path, int maxBytes)
    {
        if (!Path.Exists(path))
            return null;

        RegularFile.Require(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Math.Min(maxBytes, file.Length) + 1];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            // Somebody removed it in between.
            return null;
        }
    }

    /// <summary>Writes it so that it is the old or the new one, with its folder, and only where it says something else.</summary>
    public static void Write(IDisk disk, string path, byte[] bytes)
    {
        if (TryRead(path, bytes.Length) is { } there && there.AsSpan().SequenceEqual(bytes))
            return;

        DurableFile.MakeFolder(disk, Path.GetDirectoryName(path)!);
        DurableFile.Write(disk, path, bytes);
    }
}
