using System.Runtime.InteropServices;

namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_streamparm with its v4l2_captureparm, 204 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 204)]
internal struct V4L2StreamParameters
{
    [FieldOffset(0)]
    public uint Type;

    [FieldOffset(4)]
    public uint Capability;

    [FieldOffset(12)]
    public uint IntervalNumerator;

    [FieldOffset(16)]
    public uint IntervalDenominator;
}
