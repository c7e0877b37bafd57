using System.Runtime.InteropServices;

namespace EdgeVision.Linux;

/// <summary><c>struct pollfd</c> (poll.h): 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Events;
    public short Returned;
}
