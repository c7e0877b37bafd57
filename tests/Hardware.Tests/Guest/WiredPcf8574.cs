namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A PCF8574 (NXP PCF8574 Rev. 5): what is written is its port, and a read tells the lines.</summary>
internal sealed class WiredPcf8574(int address) : IWiredChip
{
    private readonly Lock _gate = new();
    private readonly List<byte> _ports = [];
    private byte _port = 0xFF;

    /// <inheritdoc/>
    public int Address => address;

    /// <summary>All that was written, in order.</summary>
    public IReadOnlyList<byte> Ports
    {
        get
        {
            lock (_gate)
                return [.. _ports];
        }
    }

    /// <summary>The lines as they are: bit n is line n.</summary>
    public byte Port
    {
        get
        {
            lock (_gate)
                return _port;
        }
    }

    /// <summary>As after a loss of power: all lines high, and what was written is forgotten.</summary>
    public void LosePower()
    {
        lock (_gate)
        {
            _port = 0xFF;
            _ports.Clear();
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (byte value in bytes)
                _ports.Add(_port = value);
        }
    }

    /// <inheritdoc/>
    public void Read(Span<byte> bytes)
    {
        lock (_gate)
            bytes.Fill(_port);
    }
}
