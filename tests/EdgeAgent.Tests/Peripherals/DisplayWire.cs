using System.Device.I2c;

namespace EdgeVision.EdgeAgent.Tests.Peripherals;

/// <summary>A bus with one display on it that notes what is written, in hexadecimal.</summary>
internal sealed class DisplayWire : I2cDevice
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _transfers = [];
    private byte _last = 0xFF;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x27);

    public byte[][] Transfers
    {
        get
        {
            lock (_gate)
                return [.. _transfers];
        }
    }

    /// <summary>What a read gives; a PCF8574 gives what was written last, and all ones after power-on.</summary>
    public byte? Answer { get; set; }

    public bool IsGone { get; set; }

    public bool IsClosed { get; private set; }

    public void Forget()
    {
        lock (_gate)
            _transfers.Clear();
    }

    public override byte ReadByte()
    {
        Check();
        lock (_gate)
            return Answer ?? _last;
    }

    public override void Read(Span<byte> buffer) => buffer.Fill(ReadByte());

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Check();
        lock (_gate)
        {
            _transfers.Add(buffer.ToArray());
            _last = buffer[^1];
        }
    }

    public override void WriteByte(byte value) => Write([value]);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    private void Check()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (IsGone)
            throw new IOException("nothing answers there");
    }
}
