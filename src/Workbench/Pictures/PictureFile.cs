using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Pictures;

/// <summary>
/// Reads files of pictures and masks whole. A pipe or a device does not say how much will come, so no more than the largest is read of anything.
/// </summary>
internal static class PictureFile
{
    /// <summary>The most bytes taken.</summary>
    public const int MaxFileBytes = 256 << 20;

    private const int FirstPart = 64 << 10;

    /// <summary>The bytes of a file, a pipe or a device, or of standard input for <see cref="PictureInput.StandardInput"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    /// <exception cref="PictureException">There are more than <see cref="MaxFileBytes"/>.</exception>
    public static byte[] Read(string file)
    {
        bool isInput = file == PictureInput.StandardInput;
        if (!isInput && Directory.Exists(file))
            throw new UnreadableFileException(file, "it is a folder; name a file.");
        if (!isInput && !File.Exists(file))
            throw new FileNotFoundException($"{file}: there is no such file.", file);
        try
        {
            using Stream stream = isInput ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(file, stream);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UnreadableFileException(file, $"it cannot be read ({FileError.Reason(e)}).");
        }
    }

    private static byte[] Read(string file, Stream stream)
    {
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > MaxFileBytes)
            throw TooLarge(file);

        // One more than the file has shows that it ends there.
        byte[] bytes = new byte[length > 0 ? length + 1 : FirstPart];
        int count = 0;
        for (int read = stream.Read(bytes); read > 0; read = stream.Read(bytes.AsSpan(count)))
        {
            count += read;
            if (count > MaxFileBytes)
                throw TooLarge(file);
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * count, MaxFileBytes + 1));
        }

        Array.Resize(ref bytes, count);
        return bytes;
    }

    private static PictureException TooLarge(string file) => new(file, $"the file has more than {MaxFileBytes >> 20} MiB, the largest picture taken.");
}
