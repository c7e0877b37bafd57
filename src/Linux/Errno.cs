using System.Runtime.InteropServices;

namespace EdgeVision.Linux;

/// <summary>errno values that somebody here acts on, the same on x64 and arm64 Linux.</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int EINTR = 4;
    public const int EIO = 5;
    public const int ENXIO = 6;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EBUSY = 16;
    public const int ENODEV = 19;
    public const int EINVAL = 22;
    public const int ENOTTY = 25;
    public const int ENOSPC = 28;
    public const int EROFS = 30;
    public const int EPIPE = 32;
    public const int EOPNOTSUPP = 95;
    public const int EREMOTEIO = 121;
    public const int EDQUOT = 122;

    /// <summary>For people: <c>Device or resource busy (errno 16)</c>.</summary>
    public static string Describe(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
}
