namespace EdgeVision.EdgeAgent.Cli.Pictures;

/// <summary>Reads files of pictures and masks whole. A pipe or a device does not say how much will come, so no more than the largest is read of anything.</summary>
internal static class PictureFile
{
    /// <summary>The most bytes taken.</summary>
    public const int LargestFile = 256 << 20;

    private const int FirstPart = 64 << 10;

    /// <summary>The bytes of a file, a pipe or a device.</summary>
    /// <exception cref="PictureException">There are more than <see cref="LargestFile"/>.</exception>
    public static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > LargestFile)
            throw TooLarge(file);

        // One more than the file has shows that it ends there.
        byte[] bytes = new byte[length > 0 ? length + 1 : FirstPart];
        int count = 0;
        for (int read = stream.Read(bytes); read > 0; read = stream.Read(bytes.AsSpan(count)))
        {
            count += read;
            if (count > LargestFile)
                throw TooLarge(file);
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * count, LargestFile + 1));
        }

        Array.Resize(ref bytes, count);
        return bytes;
    }

    private static PictureException TooLarge(string file) => new(file, $"the file has more than {LargestFile >> 20} MiB, the largest picture taken.");
}
