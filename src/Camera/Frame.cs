using EdgeVision.Pixels;

namespace EdgeVision.Camera;

/// <summary>
/// One picture, lent by its source until <see cref="Dispose"/>. The object is reused for later pictures, so nothing of it may be kept.
/// </summary>
public sealed unsafe class Frame : IDisposable
{
    private readonly IFrameOwner _owner;
    private byte* _bytes;
    private int _length;
    private int _lent;

    internal Frame(IFrameOwner owner, int slot)
    {
        _owner = owner;
        Slot = slot;
    }

    /// <summary>What the bytes mean.</summary>
    public FrameFormat Format { get; private set; }

    /// <summary>The source's own count of pictures; a gap is pictures lost before they reached us.</summary>
    public long Sequence { get; private set; }

    /// <summary>When the light fell on the sensor, as near as the source knows, UTC.</summary>
    public DateTimeOffset CapturedAt { get; private set; }

    /// <summary>The same moment on the <see cref="System.Diagnostics.Stopwatch"/> clock, for measuring latency.</summary>
    public long CapturedTimestamp { get; private set; }

    /// <summary>All planes, or one whole JPEG picture.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, _length);

    /// <summary>The owner's number for this frame's memory.</summary>
    internal int Slot { get; }

    /// <summary>Fills the frame and marks it lent.</summary>
    /// <param name="bytes">Memory that stays valid and unmoved until the owner has the frame back.</param>
    internal Frame Lend(byte* bytes, int length, in FrameFormat format, long sequence, DateTimeOffset capturedAt, long capturedTimestamp)
    {
        _bytes = bytes;
        _length = length;
        Format = format;
        Sequence = sequence;
        CapturedAt = capturedAt;
        CapturedTimestamp = capturedTimestamp;
        Volatile.Write(ref _lent, 1);
        return this;
    }

    /// <summary>Gives the memory back to the source. Disposing twice is harmless.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _lent, 0) == 0)
            return;

        _bytes = null;
        _length = 0;
        _owner.Return(this);
    }
}
