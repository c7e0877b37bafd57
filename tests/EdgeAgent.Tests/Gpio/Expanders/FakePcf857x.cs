namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

/// <summary>A PCF8574 or PCF8575: a latch, all ones at power-on; a 0 pulls down.</summary>
internal sealed class FakePcf857x(int bytes) : RecordedWire
{
    /// <summary>The latch, line 0 in bit 0.</summary>
    public int Latch { get; set; } = 0xFFFF;

    /// <summary>Lines that something outside holds up, whatever is written.</summary>
    public int HeldUp { get; set; }

    public override void LosePower() => Latch = 0xFFFF;

    protected override string Show() => string.Concat(Enumerable.Range(0, 8 * bytes).Select(line => (Latch & 1 << line) == 0 ? '0' : '1'));

    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            Latch = (Latch & ~(0xFF << (8 * i))) | bytes[i] << (8 * i);
    }

    protected override void Give(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)((Latch | HeldUp) >> (8 * i));
    }
}
