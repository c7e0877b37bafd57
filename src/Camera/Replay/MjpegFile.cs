using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.Replay;

/// <summary>
/// JPEG pictures one after another in one file, indexed once and read from disk as they play. Garbage between pictures is skipped;
/// an incomplete picture is left out and counted.
/// </summary>
internal sealed class MjpegFile : IRecording
{
    /// <summary>Most pictures in one file: nine hours at 30 a second, an index of 12 MB.</summary>
    public const int MaxPictures = 1_000_000;

    /// <summary>Largest picture taken, in bytes.</summary>
    public const int MaxPictureBytes = 64 << 20;

    private readonly SafeFileHandle _file;
    private readonly List<(long Start, int Length)> _pictures = [];

    public MjpegFile(string path)
    {
        Description = path;
        // Opening a named pipe would wait for its writer, and reading a device might never end.
        if (new FileInfo(path).Length == 0)
            throw new CameraException($"{path} is empty, or a device or pipe; a replay needs a file of JPEG pictures.");
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            BuildIndex(path);
            if (_pictures.Count == 0)
                throw new CameraException($"{path} holds no whole JPEG picture to replay{Instead()}.");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public int Count => _pictures.Count;

    public int Broken { get; private set; }

    public string Description { get; }

    public bool TryRead(int index, PixelBuffer destination, out int length, out FrameFormat format)
    {
        (long start, length) = _pictures[index];
        format = default;
        destination.Reserve(length);
        Span<byte> picture = destination.Bytes[..length];
        if (!FileReading.TryReadExactly(_file, picture, start) || !JpegHeader.TryRead(picture, out JpegHeader header))
            return false;

        format = new FrameFormat(PixelFormat.Jpeg, header.Width, header.Height, 0, ColorEncoding.Bt601Full);
        return true;
    }

    public void Dispose() => _file.Dispose();

    private string Instead()
    {
        byte[] beginning = new byte[32];
        int length = RandomAccess.Read(_file, beginning, 0);
        return ForeignPicture.Name(beginning.AsSpan(0, length)) is { } kind ? $"; it is {kind}" : "";
    }

    private void BuildIndex(string path)
    {
        JpegSplitter splitter = default;
        byte[] chunk = new byte[256 << 10];
        for (int read = RandomAccess.Read(_file, chunk, 0); read > 0; read = RandomAccess.Read(_file, chunk, splitter.Position))
        {
            ReadOnlySpan<byte> rest = chunk.AsSpan(0, read);
            while (!rest.IsEmpty)
            {
                Add(splitter.Advance(rest, out int consumed), splitter.Start, splitter.End, path);
                rest = rest[consumed..];
            }
        }

        if (splitter.IsInside)
            Broken++;
    }

    private void Add(JpegSplitter.Found found, long start, long end, string path)
    {
        if (found == JpegSplitter.Found.Broken || (found == JpegSplitter.Found.Picture && end - start > MaxPictureBytes))
            Broken++;
        else if (found == JpegSplitter.Found.Picture)
            _pictures.Add((start, (int)(end - start)));
        if (_pictures.Count > MaxPictures)
            throw new CameraException($"{path} holds more than {MaxPictures} pictures, the limit for one recording. Split it.");
    }
}
