namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>An MCP23017 (Microchip DS20001952C) with its registers in pairs, and every level that its lines have been driven to.</summary>
internal sealed class WiredMcp23017(int address) : IWiredChip
{
    private const int Directions = 0x00, Latches = 0x14, Count = 0x16;

    private readonly Lock _gate = new();
    private readonly byte[] _registers = [0xFF, 0xFF, .. new byte[Count - 2]];
    private readonly List<(int Lines, int Levels)> _driven = [];
    private int _place;

    /// <inheritdoc/>
    public int Address => address;

    /// <summary>Which lines were outputs, and which of them high, after each register that changed that: bit n is line n.</summary>
    public IReadOnlyList<(int Lines, int Levels)> Driven
    {
        get
        {
            lock (_gate)
                return [.. _driven];
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (bytes.Length > 0)
                _place = bytes[0] % Count;
            for (int i = 1; i < bytes.Length; i++)
            {
                _registers[_place] = bytes[i];
                _place = (_place + 1) % Count;
                Note();
            }
        }
    }

    /// <inheritdoc/>
    public void Read(Span<byte> bytes)
    {
        lock (_gate)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = _registers[_place];
                _place = (_place + 1) % Count;
            }
        }
    }

    private void Note()
    {
        int lines = ~Pair(Directions) & 0xFFFF;
        (int, int) now = (lines, Pair(Latches) & lines);
        if (_driven.Count == 0 ? lines != 0 : _driven[^1] != now)
            _driven.Add(now);
    }

    private int Pair(int register) => _registers[register] | _registers[register + 1] << 8;
}
