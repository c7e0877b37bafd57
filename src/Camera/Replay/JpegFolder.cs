using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Camera.Replay;

/// <summary>
/// The *.jpg, *.jpeg files of a folder in ordinal order of their names, read into memory once so that replaying touches no disk.
/// A file that cannot be opened, for its name or otherwise, counts as broken; the others are played.
/// </summary>
internal sealed class JpegFolder : IRecording
{
    /// <summary>Largest sum of the files' sizes: 256 MiB, what a board with 1 GB can spare. MJPEG files have no such limit.</summary>
    public const long MaxBytes = 256L << 20;

    private readonly PixelBuffer _pictures = new();
    private readonly int[] _ends;

    public JpegFolder(string path)
    {
        Description = path;
        FileInfo[] listed = [.. new DirectoryInfo(path).EnumerateFiles().Where(IsJpeg)];
        // Left out: files that are gone meanwhile, and those whose names are no UTF-8, which the runtime lists under names that no file has.
        FileInfo[] files = [.. listed.Where(file => File.Exists(file.FullName)).OrderBy(file => file.Name, StringComparer.Ordinal)];
        Broken = listed.Length - files.Length;
        if (files.Length == 0)
        {
            string unopened = FileNames.NotUtf8(path) is { Count: > 0 } names
                ? $" but such whose names are no UTF-8 and cannot be opened: {string.Join(", ", names.Take(3))}. Rename them"
                : "";
            throw new CameraException($"The folder {path} holds no *.jpg or *.jpeg file to replay{unopened}.");
        }

        long total = files.Sum(file => file.Length);
        if (total > MaxBytes)
        {
            throw new CameraException(
                $"The pictures in {path} take {total >> 20} MiB; the limit is {MaxBytes >> 20} MiB. Concatenate them into one file, "
                + "which is read as it plays.");
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

    public int Broken { get; private set; }

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

    /// <summary>
    /// Reads at most what fits: a file that grew meanwhile is cut, which the decoder then notices. One that cannot be read is an empty picture.
    /// </summary>
    private static int ReadWhole(FileInfo file, Span<byte> destination)
    {
        // Opening a named pipe would wait for its writer.
        if (file.Length == 0)
            return 0;
        try
        {
            using FileStream stream = file.OpenRead();
            int length = (int)Math.Min(file.Length, destination.Length);
            return stream.ReadAtLeast(destination[..length], length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Counted as damaged whenever its turn comes.
            return 0;
        }
    }
}
