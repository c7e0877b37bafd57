namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

/// <summary>An MCP23017: its registers in pairs, or in banks where IOCON says so (DS20001952C, tables 3-4 and 3-5).</summary>
internal sealed class FakeMcp23017 : RecordedWire
{
    private const int Iocon = 0x0A;
    private readonly byte[] _registers = new byte[0x16];
    private int _pointer;

    public FakeMcp23017() => LosePower();

    /// <summary>Registers by their addresses in pairs.</summary>
    public byte[] Registers => _registers;

    public bool IsBanked
    {
        get => _registers[Iocon] >= 0x80;
        set => _registers[Iocon] = _registers[Iocon + 1] = value ? (byte)0x80 : (byte)0;
    }

    /// <summary>Whether nothing that is written stays.</summary>
    public bool IsBroken { get; set; }

    public override void LosePower()
    {
        Array.Clear(_registers);
        _registers[0] = _registers[1] = 0xFF;
    }

    protected override string Show() => string.Concat(Enumerable.Range(0, 16).Select(line =>
        (_registers[line / 8] & 1 << line % 8) != 0 ? 'i' : (_registers[0x14 + line / 8] & 1 << line % 8) == 0 ? '0' : '1'));

    protected override void Take(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        foreach (byte value in bytes[1..])
        {
            int register = Place(_pointer++);
            if (register < 0 || IsBroken)
                continue;
            _registers[register] = value;
            if (register is Iocon or Iocon + 1)
                _registers[Iocon] = _registers[Iocon + 1] = value;
        }
    }

    protected override void Give(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int register = Place(_pointer++);
            bytes[i] = register < 0 ? (byte)0 : _registers[register];
        }
    }

    private int Place(int address)
    {
        if (!IsBanked)
            return address < _registers.Length ? address : -1;
        return (address & 0x0F) <= 0x0A && address < 0x20 ? 2 * (address & 0x0F) + (address >> 4) : -1;
    }
}
