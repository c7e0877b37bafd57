using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary><c>struct gpio_v2_line_config_attribute</c> with its <c>gpio_v2_line_attribute</c> (16 bytes) in front: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineAttribute
{
    public uint Identifier;
    public uint Padding;

    /// <summary>Of a debounce, its microseconds in the lower half, as every Linux that .NET knows puts a 32-bit number there.</summary>
    public ulong Values;

    public ulong Mask;
}
