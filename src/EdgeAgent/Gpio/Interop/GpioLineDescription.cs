using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary><c>struct gpio_v2_line_info</c>: 256 bytes. The attributes at its end are not read.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal unsafe struct GpioLineDescription
{
    public fixed byte Name[32];
    public fixed byte Consumer[32];
    public uint Offset;
    public uint AttributeCount;
    public ulong Flags;
}
