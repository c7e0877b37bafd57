using System.Net;
using System.Net.Sockets;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// An I²C bus of the kernel's, behind the USB adapter i2c-tiny-usb, which this process plays: what the daemon sends passes the kernel's own
/// bus, driver and device file, and arrives at chips of ours. The adapter hangs on a virtual USB port over a socket (USB/IP,
/// <c>Documentation/usb/usbip_protocol.rst</c>); its requests are those of
/// <c>drivers/i2c/busses/i2c-tiny-usb.c</c>.
/// </summary>
internal sealed class I2cBus(params IWiredChip[] chips) : IDisposable
{
    private const string Controller = "/sys/devices/platform/vhci_hcd.0";
    private const int FullSpeed = 2; // USB_SPEED_FULL
    private const byte Reads = 0x80; // USB_DIR_IN
    private const byte KindOfRequest = 0x60, Vendor = 0x40; // USB_TYPE_MASK, USB_TYPE_VENDOR
    private const byte GetDescriptor = 6; // USB_REQ_GET_DESCRIPTOR
    private const byte Functions = 1, Status = 3, Transfer = 4, LastTransfer = 7; // CMD_GET_FUNC, CMD_GET_STATUS, CMD_I2C_IO with and without its flags
    private const byte Acknowledged = 1, NotAcknowledged = 2; // STATUS_ADDRESS_ACK, STATUS_ADDRESS_NAK
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    // I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL
    private static readonly byte[] s_functions = [0x01, 0x00, 0xFF, 0x0E];
    private static readonly byte[] s_device = [18, 1, 0x10, 0x01, 0xFF, 0, 0, 8, 0x03, 0x04, 0x31, 0xC6, 0x05, 0x02, 0, 0, 0, 1];
    // One interface without endpoints: everything goes by control requests.
    private static readonly byte[] s_configuration = [9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFF, 0, 0, 0];

    private Thread? _adapter;
    // The kernel has it, too, but closing it here would end the conversation.
    private TcpClient? _kernels;
    private byte _status = Acknowledged;

    /// <summary>The bus's device file.</summary>
    public string Path { get; private set; } = "";

    /// <summary>A bus that is plugged in, with chips on it.</summary>
    public static I2cBus With(params IWiredChip[] chips)
    {
        Shell.Run("modprobe", "-a", "vhci-hcd", "i2c-tiny-usb", "i2c-dev");
        var bus = new I2cBus(chips);
        bus.PlugIn();
        return bus;
    }

    /// <summary>Plugs it in, and waits until udev has given the bus to its group.</summary>
    public void PlugIn()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _kernels = new TcpClient { NoDelay = true };
        _kernels.Connect((IPEndPoint)listener.LocalEndpoint);
        TcpClient ours = listener.AcceptTcpClient();
        ours.NoDelay = true;
        File.WriteAllText($"{Controller}/attach", $"0 {_kernels.Client.Handle} 65537 {FullSpeed}");
        _adapter = new Thread(() => Play(ours)) { IsBackground = true, Name = "i2c adapter" };
        _adapter.Start();
        Eventually.True(() => (Path = Find() ?? "").Length > 0 && File.Exists(Path), s_limit, () => "the I²C adapter has no bus");
        Shell.Run("udevadm", "settle");
    }

    /// <summary>Pulls it out, whoever uses it.</summary>
    public void PullOut()
    {
        if (_adapter is not { } adapter)
            return;
        File.WriteAllText($"{Controller}/detach", "0");
        adapter.Join();
        _adapter = null;
        _kernels!.Dispose();
        Eventually.True(() => Find() is null, s_limit, () => "the I²C adapter still has a bus");
    }

    /// <inheritdoc/>
    public void Dispose() => PullOut();

    private static string? Find()
    {
        foreach (string bus in Directory.EnumerateDirectories("/sys/class/i2c-dev"))
        {
            try
            {
                if (File.ReadAllText(System.IO.Path.Combine(bus, "name")).StartsWith("i2c-tiny-usb", StringComparison.Ordinal))
                    return "/dev/" + System.IO.Path.GetFileName(bus);
            }
            catch (IOException)
            {
                // Gone meanwhile.
            }
        }

        return null;
    }

    private void Play(TcpClient socket)
    {
        using TcpClient owned = socket;
        using NetworkStream stream = socket.GetStream();
        while (UsbRequest.TryTake(stream) is { } request)
            request.Answer(stream, Serve(request));
    }

    /// <returns>What the other side reads; <see langword="null"/>: refused.</returns>
    private byte[]? Serve(UsbRequest request)
    {
        bool isTransfer = request.Command is >= Transfer and <= LastTransfer;
        bool isOurs = (request.Type & KindOfRequest) == Vendor;
        if ((request.Type & Reads) == 0)
        {
            if (isOurs && isTransfer)
                Reach(request.Index, chip => chip.Write(request.Data));
            return [];
        }

        if (!isOurs)
            return request.Command != GetDescriptor ? null : (request.Value >> 8) switch { 1 => s_device, 2 => s_configuration, _ => null };
        byte[] data = new byte[request.Length];
        if (isTransfer)
            Reach(request.Index, chip => chip.Read(data));
        return isTransfer ? data : request.Command switch { Functions => s_functions, Status => [_status], _ => null };
    }

    private void Reach(int address, Action<IWiredChip> transfer)
    {
        IWiredChip? chip = Array.Find(chips, chip => chip.Address == address);
        _status = chip is null ? NotAcknowledged : Acknowledged;
        if (chip is not null)
            transfer(chip);
    }
}
