using System.Collections.Concurrent;
using System.Device.I2c;
using System.Globalization;

namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

/// <summary>
/// An expander as its data sheet describes it, behind a bus that notes every transfer: <c>w 14 01 00</c> for what was written,
/// <c>r 14 2</c> for two bytes read from a register. Opened any number of times, one after another.
/// </summary>
internal abstract class RecordedWire
{
    private readonly ConcurrentQueue<string> _transfers = new();
    private readonly ConcurrentQueue<string> _pins = new();

    /// <summary>Every transfer, the oldest first.</summary>
    public string[] Transfers => [.. _transfers];

    /// <summary>
    /// What all lines showed after each transfer that changed something, line 0 first: <c>0</c> and <c>1</c> are driven, <c>i</c> is an input, which
    /// on a PCF857x is the same as 1.
    /// </summary>
    public string[] Pins => [.. _pins];

    /// <summary>Whether it answers no transfer.</summary>
    public bool IsGone { get; set; }

    /// <summary>Which transfers are disturbed; <see langword="null"/>: none.</summary>
    public Predicate<string>? Disturbs { get; set; }

    /// <summary>While it is not set, transfers do not end.</summary>
    public ManualResetEventSlim Ends { get; } = new(initialState: true);

    /// <summary>Devices that nobody has closed.</summary>
    public int OpenCount { get; private set; }

    /// <summary>The supply goes away and comes back.</summary>
    public abstract void LosePower();

    public I2cDevice Open()
    {
        OpenCount++;
        return new Device(this);
    }

    public void Forget()
    {
        _transfers.Clear();
        _pins.Clear();
    }

    protected abstract string Show();

    protected abstract void Take(ReadOnlySpan<byte> bytes);

    protected abstract void Give(Span<byte> bytes);

    private void Transfer(string words)
    {
        Ends.Wait();
        if (IsGone || Disturbs?.Invoke(words) == true)
        {
            _transfers.Enqueue(words + " !");
            throw new IOException("Error 121 performing I2C data transfer.");
        }

        _transfers.Enqueue(words);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Transfer("w " + Hex(bytes));
        Take(bytes);
        string shown = Show();
        if (_pins.LastOrDefault() != shown)
            _pins.Enqueue(shown);
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var words = new List<string>();
        foreach (byte value in bytes)
            words.Add(value.ToString("x2", CultureInfo.InvariantCulture));
        return string.Join(' ', words);
    }

    private sealed class Device(RecordedWire wire) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x20);

        public override void Read(Span<byte> buffer)
        {
            wire.Transfer($"r {buffer.Length}");
            wire.Give(buffer);
        }

        public override byte ReadByte() => throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer) => wire.Write(buffer);

        public override void WriteByte(byte value) => throw new NotSupportedException();

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            wire.Transfer($"r {Hex(writeBuffer)} {readBuffer.Length}");
            wire.Take(writeBuffer);
            wire.Give(readBuffer);
        }

        protected override void Dispose(bool disposing)
        {
            wire.OpenCount--;
            base.Dispose(disposing);
        }
    }
}
