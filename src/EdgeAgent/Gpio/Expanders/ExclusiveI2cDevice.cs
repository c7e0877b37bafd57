using System.Device.I2c;
using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>
/// A chip on an I²C bus that only one edgevision process can open. The kernel lends a GPIO line to one holder, but lets every process talk to a chip.
/// So one byte of the bus's device file is locked, at the offset of the chip's address; the kernel drops the lock when the process ends.
/// </summary>
internal sealed class ExclusiveI2cDevice : I2cDevice
{
    private readonly GpioDescriptor _lock;
    private readonly I2cDevice _device;

    private ExclusiveI2cDevice(GpioDescriptor @lock, I2cDevice device)
    {
        _lock = @lock;
        _device = device;
    }

    public override I2cConnectionSettings ConnectionSettings => _device.ConnectionSettings;

    /// <summary>Opens the bus; nothing is transferred.</summary>
    /// <exception cref="IOException">No such bus, not allowed, or another edgevision has the chip; the message says which and what to do.</exception>
    public static ExclusiveI2cDevice Open(string bus, int address)
    {
        GpioDescriptor @lock = Lock(bus, address);
        try
        {
            return new ExclusiveI2cDevice(@lock, Create(new I2cConnectionSettings(I2cBusPath.NumberOf(bus), address)));
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Locks one address of a bus without talking to it.</summary>
    /// <exception cref="IOException">As for <see cref="Open"/>.</exception>
    public static unsafe GpioDescriptor Lock(string bus, int address)
    {
        var kernel = new GpioKernel();
        if (kernel.Open(bus, out int descriptor) is not 0 and var errno)
            throw new IOException(Refusal(kernel, bus, errno));

        var file = new GpioDescriptor(kernel, descriptor);
        if (kernel.Ioctl(descriptor, GpioCode.ChooseAddress, (void*)address) == Errno.EBUSY)
        {
            file.Dispose();
            throw new IOException(
                $"address 0x{address:x2} of {bus} belongs to a driver of the kernel; for a GPIO line of that driver use \"character-device\".");
        }

        var record = new RecordLock { Type = Libc.F_WRLCK, Start = address, Length = 1 };
        if (Libc.Fcntl(descriptor, Libc.F_OFD_SETLK, ref record) == 0)
            return file;
        errno = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw new IOException(errno is Errno.EAGAIN or Errno.EACCES
            ? $"address 0x{address:x2} of {bus} is held by another edgevision; stop that one first."
            : $"address 0x{address:x2} of {bus} cannot be locked: {Errno.Describe(errno)}.");
    }

    public override void Read(Span<byte> buffer)
    {
        try
        {
            _device.Read(buffer);
        }
        catch (IOException)
        {
            throw Failure(Marshal.GetLastPInvokeError());
        }
    }

    public override byte ReadByte()
    {
        Span<byte> value = stackalloc byte[1];
        Read(value);
        return value[0];
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _device.Write(buffer);
        }
        catch (IOException)
        {
            throw Failure(Marshal.GetLastPInvokeError());
        }
    }

    public override void WriteByte(byte value) => Write([value]);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        try
        {
            _device.WriteRead(writeBuffer, readBuffer);
        }
        catch (IOException)
        {
            throw Failure(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>The exception for a transfer that failed, in words; System.Device.Gpio says only a number.</summary>
    internal static IOException Failure(int errno) => new(errno switch
    {
        Errno.ENXIO or Errno.EREMOTEIO => "nothing answers there; look at the address (i2cdetect shows it), the wiring and the supply.",
        Errno.EOPNOTSUPP => "the bus speaks SMBus alone; it must be one that i2cdetect -l calls i2c.",
        _ => $"a transfer failed: {Errno.Describe(errno)}.",
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _device.Dispose();
            _lock.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string Refusal(GpioKernel kernel, string bus, int errno) => errno switch
    {
        Errno.ENOENT => $"there is no {bus}; there are: {Buses()}. On a Raspberry Pi, sudo raspi-config nonint do_i2c 0 switches I²C on.",
        Errno.EPERM => $"{bus} may not be opened: the service has no I²C buses until its drop-in for them is switched on; see docs/operations.md.",
        Errno.EACCES =>
            $"{bus} may not be opened; run as a member of {(kernel.GroupOf(bus) is { } group ? $"its group “{group}”" : "the group that owns it")}, "
            + "or switch the service's drop-in for I²C on; see docs/operations.md.",
        _ => $"{bus} cannot be opened: {Errno.Describe(errno)}.",
    };

    private static string Buses() =>
        Directory.GetFiles("/dev", "i2c-*") is { Length: > 0 } buses ? string.Join(", ", buses.Order(StringComparer.Ordinal)) : "none";
}
