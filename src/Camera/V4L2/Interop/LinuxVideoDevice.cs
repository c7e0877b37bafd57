using System.Runtime.InteropServices;
using EdgeVision.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>A video node of this kernel.</summary>
internal sealed unsafe class LinuxVideoDevice(SafeFileHandle descriptor) : IVideoDevice
{
    public int Ioctl(uint request, void* argument) => Result(Libc.Ioctl(descriptor, request, argument));

    public int Poll(int milliseconds)
    {
        bool held = false;
        try
        {
            descriptor.DangerousAddRef(ref held);
            PollDescriptor poll = new() { Descriptor = (int)descriptor.DangerousGetHandle(), Events = Libc.POLLIN };
            int ready = Libc.Poll(&poll, 1, milliseconds);
            return ready < 0 ? Result(ready) : poll.Returned;
        }
        finally
        {
            if (held)
                descriptor.DangerousRelease();
        }
    }

    public int Map(nuint length, uint offset, out nint address)
    {
        address = Libc.Mmap(0, length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_SHARED, descriptor, (nint)offset);
        return address == -1 ? Result(-1) : 0;
    }

    public int Unmap(nint address, nuint length) => Result(Libc.Munmap(address, length));

    public void Dispose() => descriptor.Dispose();

    private static int Result(int returned) => returned < 0 ? -Marshal.GetLastPInvokeError() : returned;
}
