using System.Runtime.InteropServices;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.Tests;

/// <summary>Lends frames over native memory and counts what comes back.</summary>
internal sealed unsafe class LentFrames : IFrameOwner, IDisposable
{
    private readonly List<nint> _memory = [];
    private int _returned;

    public int Returned => Volatile.Read(ref _returned);

    public Frame Lend(FrameFormat format, ReadOnlySpan<byte> bytes, long sequence = 0)
    {
        byte* memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, bytes.Length));
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        lock (_memory)
            _memory.Add((nint)memory);
        return new Frame(this, _memory.Count).Lend(memory, bytes.Length, format, sequence, DateTimeOffset.UnixEpoch, 0);
    }

    public void Return(Frame frame) => Interlocked.Increment(ref _returned);

    public void Dispose()
    {
        foreach (nint memory in _memory)
            NativeMemory.Free((void*)memory);
    }
}
