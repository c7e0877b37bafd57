namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>An SSD1306 (Solomon Systech SSD1306, 8.1.5): what its picture is written with, and whether it shows it.</summary>
internal sealed class WiredOled(int address) : IWiredChip
{
    private const byte Picture = 0x40, On = 0xAF, Off = 0xAE;

    private volatile bool _isOn;
    private volatile bool _hasPicture;

    /// <inheritdoc/>
    public int Address => address;

    /// <summary>Switched on.</summary>
    public bool IsOn => _isOn;

    /// <summary>A pixel was lit.</summary>
    public bool HasPicture => _hasPicture;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return;
        if (bytes[0] == Picture)
            _hasPicture |= bytes[1..].ContainsAnyExcept((byte)0);
        else if (bytes[1] == On)
            _isOn = true;
        else if (bytes[1] == Off)
            _isOn = false;
    }

    /// <inheritdoc/>
    public void Read(Span<byte> bytes) => bytes.Clear();
}
