using System.Runtime.InteropServices;

namespace EdgeVision.Camera.Interop;

/// <summary>errno values the sources act on, the same on x64 and arm64 Linux.</summary>
internal static class Errno
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoDeviceOrAddress = 6;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int InvalidArgument = 22;
    public const int NotThisDevice = 25;
    public const int NoSpace = 28;
    public const int BrokenPipe = 32;

    /// <summary>For people: <c>Device or resource busy (errno 16)</c>.</summary>
    public static string Describe(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
}
