using System.Runtime.InteropServices;

namespace EdgeVision.Workbench.Bench.Daemon.Interop;

/// <summary>The C library's clock of one thread's processor time.</summary>
internal static partial class Libc
{
    public const int ThreadProcessorClock = 3; // CLOCK_THREAD_CPUTIME_ID

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ReadClock(int clock, out ClockReading reading);
}
