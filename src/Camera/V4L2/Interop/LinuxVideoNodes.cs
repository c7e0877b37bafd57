using System.Globalization;
using System.Runtime.InteropServices;
using EdgeVision.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>The video nodes udev made in /dev.</summary>
internal sealed class LinuxVideoNodes : IVideoNodes
{
    private const string ById = "/dev/v4l/by-id";

    public int Open(string path, out IVideoDevice? device)
    {
        device = null;
        int descriptor = Libc.Open(path, Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (descriptor < 0)
            return -Marshal.GetLastPInvokeError();

        device = new LinuxVideoDevice(new SafeFileHandle(descriptor, ownsHandle: true));
        return 0;
    }

    public IReadOnlyList<string> List()
    {
        try
        {
            return [.. Directory.EnumerateFiles("/dev", "video*").Where(path => NumberOf(path) >= 0).OrderBy(NumberOf)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container may have no /dev, or none to look into: then it has no camera either.
            return [];
        }
    }

    public string? StableLinkTo(string path)
    {
        try
        {
            return Directory.EnumerateFiles(ById)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault(link => File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName == path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int NumberOf(string path) =>
        int.TryParse(path.AsSpan("/dev/video".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}
