using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary><c>struct gpio_v2_line_event</c>: 48 bytes. Rising and falling are those of the logical level, after active-low.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioLineEvent
{
    public ulong Nanoseconds;
    public uint Identifier;
    public uint Offset;
    public uint Sequence;
    public uint LineSequence;
    public fixed uint Padding[6];
}
