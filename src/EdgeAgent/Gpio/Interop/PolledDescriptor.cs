using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Gpio.Interop;

/// <summary><c>struct pollfd</c> (poll.h): 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PolledDescriptor
{
    public int Descriptor;
    public short Wanted;
    public short Happened;
}
