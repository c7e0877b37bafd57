using EdgeVision.Pixels;
using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.Replay;

/// <summary>
/// Raw frames of one format one after another in one file, read from disk as they play. An incomplete frame at the end is left out and counted.
/// </summary>
internal sealed class RawFile : IRecording
{
    private readonly SafeFileHandle _file;
    private readonly FrameFormat _format;
    private readonly int _frameBytes;

    public RawFile(string path, FrameFormat format)
    {
        _format = format;
        _frameBytes = checked((int)format.ByteCount);
        Description = $"{path}, {format.Width}×{format.Height} {format.Pixels}";
        // Opening a named pipe would wait for its writer, and a device has no length.
        if (new FileInfo(path).Length == 0)
            throw new CameraException($"{path} is empty, or a device or pipe; a replay needs a file of frames.");
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        long length = RandomAccess.GetLength(_file);
        Count = (int)Math.Min(int.MaxValue, length / _frameBytes);
        Broken = length % _frameBytes == 0 ? 0 : 1;
        if (Count == 0)
        {
            _file.Dispose();
            throw new CameraException($"{path} has {length} bytes, less than one {format.Width}×{format.Height} {format.Pixels} frame of {_frameBytes} bytes.");
        }
    }

    public int Count { get; }

    public int Broken { get; }

    public string Description { get; }

    public bool TryRead(int index, PixelBuffer destination, out int length, out FrameFormat format)
    {
        length = _frameBytes;
        format = _format;
        destination.Reserve(_frameBytes);
        return FileReading.TryReadExactly(_file, destination.Bytes[.._frameBytes], (long)index * _frameBytes);
    }

    public void Dispose() => _file.Dispose();
}
