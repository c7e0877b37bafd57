using EdgeVision.Camera.Jpeg;

namespace EdgeVision.Camera.Replay;

/// <summary>The *.jpg, *.jpeg files of a folder in ordinal order of their names, read into memory once so that replaying touches no disk.</summary>
internal sealed class JpegFolder : IRecording
{
    /// <summary>Largest sum of the files' sizes: 256 MiB, what a board with 1 GB can spare. MJPEG files have no such limit.</summary>
    public const long MaxBytes = 256L << 20;

    private readonly PixelBuffer _pictures = new();
    private readonly int[] _ends;

    public JpegFolder(string path)
    {
        Description = path;
        FileInfo[] files = [.. new DirectoryInfo(path).EnumerateFiles().Where(IsJpeg).OrderBy(file => file.Name, StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new CameraException($"The folder {path} holds no *.jpg or *.jpeg file to replay.");
        long total = files.Sum(file => file.Length);
        if (total > MaxBytes)
        {
            throw new CameraException(
                $"The pictures in {path} take {total >> 20} MiB; the limit is {MaxBytes >> 20} MiB. Concatenate them into one file, which is read as it plays.");
        }

        _ends = new int[files.Length];
        _pictures.Reserve((int)total);
        int end = 0;
        for (int i = 0; i < files.Length; i++)
        {
            end += ReadWhole(files[i], _pictures.Bytes[end..]);
            _ends[i] = end;
        }
    }

    public int Count => _ends.Length;

    public int Broken => 0;

    public string Description { get; }

    public bool TryRead(int index, PixelBuffer destination, out int length, out FrameFormat format)
    {
        int start = index == 0 ? 0 : _ends[index - 1];
        ReadOnlySpan<byte> picture = _pictures.Bytes[start.._ends[index]];
        length = picture.Length;
        format = default;
        if (!JpegHeader.TryRead(picture, out JpegHeader header))
            return false;

        format = new FrameFormat(PixelFormat.Jpeg, header.Width, header.Height, 0, ColorEncoding.Bt601Full);
        destination.Reserve(length);
        picture.CopyTo(destination.Bytes);
        return true;
    }

    public void Dispose() => _pictures.Dispose();

    private static bool IsJpeg(FileInfo file) =>
        file.Extension.Equals(".jpg", StringComparison.OrdinalIgnoreCase) || file.Extension.Equals(".jpeg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads at most what fits: a file that grew meanwhile is cut, which the decoder then notices.</summary>
    private static int ReadWhole(FileInfo file, Span<byte> destination)
    {
        // Opening a named pipe would wait for its writer.
        if (file.Length == 0)
            return 0;
        using FileStream stream = file.OpenRead();
        int length = (int)Math.Min(file.Length, destination.Length);
        return stream.ReadAtLeast(destination[..length], length, throwOnEndOfStream: false);
    }
}
