using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>A line that the kernel lends us until the descriptor is closed.</summary>
internal sealed class GpioLineOutput(GpioDescriptor descriptor, string description) : IGpioOutput
{
    public string Description => description;

    public void Set(bool active)
    {
        ObjectDisposedException.ThrowIf(descriptor.IsClosed, this);
        // Bit 0 is the only line of its request; the kernel turns the level round when it is active-low.
        var values = new GpioLineValues { Bits = active ? 1UL : 0UL, Mask = 1 };
        int errno = descriptor.Ioctl(GpioCode.SetValues, ref values);
        if (errno == Errno.ENODEV)
            throw GpioException.LineLost(description);
        if (errno != 0)
            throw new GpioException($"{description} cannot be driven {(active ? "active" : "inactive")}: {Errno.Describe(errno)}.");
    }

    public void Dispose() => descriptor.Dispose();
}
