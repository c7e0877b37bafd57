using System.Runtime.InteropServices;

namespace EdgeVision.Linux;

/// <summary><c>struct flock</c> of 64-bit Linux: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordLock
{
    public short Type;
    public short Origin;
    public long Start;
    public long Length;
    public int Process;
}
