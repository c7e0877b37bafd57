using System.Runtime.InteropServices;

namespace EdgeVision.Workbench.Bench.Daemon.Interop;

/// <summary><c>struct timespec</c>: two C longs, as wide as a pointer on the Linux systems .NET runs on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ClockReading
{
    public readonly nint Seconds;
    public readonly nint Nanoseconds;
}
