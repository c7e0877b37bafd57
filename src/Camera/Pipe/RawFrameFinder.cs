namespace EdgeVision.Camera.Pipe;

/// <summary>Frames of one length, one directly after another.</summary>
internal sealed class RawFrameFinder(int frameBytes) : IFrameFinder
{
    private long _position;

    public long Found => _position / frameBytes;

    public long Broken => 0;

    public (long Start, long End) Newest => ((Found - 1) * frameBytes, Found * frameBytes);

    public bool IsInside => _position % frameBytes != 0;

    public long KeepFrom => Found * frameBytes;

    public void Advance(ReadOnlySpan<byte> bytes) => _position += bytes.Length;
}
