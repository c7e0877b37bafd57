using System.Runtime.InteropServices;

namespace EdgeVision.Pixels;

/// <summary>Native memory that grows and never shrinks, 64-byte aligned, for pixels that are written again and again. One thread at a time.</summary>
public sealed unsafe class PixelBuffer : SafeHandle
{
    private const nuint Alignment = 64;

    /// <summary>An empty buffer; the first <see cref="Reserve"/> takes the memory.</summary>
    public PixelBuffer()
        : base(0, ownsHandle: true)
    {
    }

    /// <summary>Bytes the buffer holds now.</summary>
    public int Capacity { get; private set; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The whole memory. Valid until the next <see cref="Reserve"/> or <see cref="SafeHandle.Dispose()"/>.</summary>
    public Span<byte> Bytes => new(Pointer, Capacity);

    internal byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <summary>Makes room for at least <paramref name="capacity"/> bytes and keeps what was written.</summary>
    public void Reserve(int capacity)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (capacity <= Capacity)
            return;

        SetHandle((nint)NativeMemory.AlignedRealloc((void*)handle, (nuint)capacity, Alignment));
        Capacity = capacity;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
