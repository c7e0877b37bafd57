using System.Globalization;
using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>The running Linux.</summary>
internal sealed unsafe class GpioKernel : IGpioKernel
{
    // The kernel's default for every group that a service with users of its own does not see (user_namespaces(7), overflowgid).
    private const uint NoGroup = 65534;

    public IReadOnlyList<string> ListChips() => Directory.Exists("/dev") ? Directory.GetFiles("/dev", "gpiochip*") : [];

    public int Open(string path, out int descriptor)
    {
        do
        {
            descriptor = Libc.Open(path, Libc.O_RDWR | Libc.O_CLOEXEC);
        }
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        return descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    public int Ioctl(int descriptor, uint request, void* argument)
    {
        while (Libc.Ioctl(descriptor, request, argument) < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return errno;
        }

        return 0;
    }

    public int Wait(int descriptor, TimeSpan limit, out bool isReady)
    {
        var polled = new PollDescriptor { Descriptor = descriptor, Events = Libc.POLLIN };
        int ready = Libc.Poll(&polled, 1, (int)limit.TotalMilliseconds);
        isReady = ready > 0;
        int errno = ready < 0 ? Marshal.GetLastPInvokeError() : 0;
        return errno == Errno.EINTR ? 0 : errno;
    }

    public int Read(int descriptor, Span<GpioLineEvent> events, out int count)
    {
        count = 0;
        fixed (GpioLineEvent* buffer = events)
        {
            nint length;
            do
            {
                length = Libc.Read(descriptor, buffer, (nuint)(events.Length * sizeof(GpioLineEvent)));
            }
            while (length < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
            if (length < 0)
                return Marshal.GetLastPInvokeError();
            count = (int)length / sizeof(GpioLineEvent);
            return 0;
        }
    }

    // Whatever close says, Linux has closed the descriptor; calling it again could close somebody else's.
    public void Close(int descriptor) => _ = Libc.Close(descriptor);

    public string? GroupOf(string path)
    {
        if (Libc.Statx(Libc.AT_FDCWD, path, 0, Libc.STATX_GID, out FileStatus status) != 0 || status.Group == NoGroup)
            return null;
        string identifier = status.Group.ToString(CultureInfo.InvariantCulture);
        try
        {
            // group(5): name:password:number:members
            return File.ReadLines("/etc/group").Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 2 && parts[2] == identifier)?[0]
                ?? identifier;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return identifier;
        }
    }
}
