using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary><c>struct gpio_v2_line_request</c>: 592 bytes; the kernel writes the line's descriptor at 588.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GpioLineRequest
{
    public fixed uint Offsets[64];
    public fixed byte Consumer[32];
    public GpioLineConfiguration Configuration;
    public uint LineCount;
    public uint EventBufferSize;
    public fixed uint Padding[5];
    public int Descriptor;
}
