using System.Runtime.InteropServices;

namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_buffer, 88 bytes where pointers have 64 bits.</summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
internal struct V4L2Buffer
{
    [FieldOffset(0)]
    public uint Index;

    [FieldOffset(4)]
    public uint Type;

    [FieldOffset(8)]
    public uint BytesUsed;

    [FieldOffset(12)]
    public uint Flags;

    [FieldOffset(16)]
    public uint Field;

    [FieldOffset(24)]
    public long Seconds;

    [FieldOffset(32)]
    public long Microseconds;

    [FieldOffset(56)]
    public uint Sequence;

    [FieldOffset(60)]
    public uint Memory;

    [FieldOffset(64)]
    public uint Offset;

    [FieldOffset(72)]
    public uint Length;
}
