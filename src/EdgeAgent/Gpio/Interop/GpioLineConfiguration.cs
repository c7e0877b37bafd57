using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary><c>struct gpio_v2_line_config</c>: 272 bytes, the attributes at 32.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioLineConfiguration
{
    public ulong Flags;
    public uint AttributeCount;
    public fixed uint Padding[5];
    public GpioLineAttributes Attributes;
}
