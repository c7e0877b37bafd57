using System.Device.I2c;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands;
using Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

namespace EdgeVision.Peripherals;

/// <summary>An OLED of 128 columns on an SSD1306, written row by row with an 8×16 font.</summary>
/// <remarks>The bindings' own <see cref="Ssd1306"/> clears the screen by a bitmap library, which would be another dependency; their
/// commands need none.</remarks>
internal sealed class OledDisplay : Ssd13xx, ITextDisplay
{
    private const int Width = 128;

    // Little of what the controller can be asked survives its clones, so what it shows is written anew from time to time; one
    // that lost its power comes back so.
    private static readonly TimeSpan s_writtenAnewAfter = TimeSpan.FromSeconds(30);

    private readonly DisplayFont _font = new();
    private readonly byte[] _pixels = new byte[2 * Width];
    private readonly byte[] _command = new byte[8];
    private readonly string?[] _shown;
    private readonly TimeProvider _time;
    private readonly int _height;
    private long? _startedAt;

    /// <summary>Talks to nothing yet.</summary>
    /// <param name="device">The controller; disposed with this.</param>
    /// <param name="height">64 or 32 pixels.</param>
    public OledDisplay(I2cDevice device, int height, TimeProvider time)
        : base(device, Width, height)
    {
        _height = height;
        _time = time;
        _shown = new string?[Rows];
    }

    /// <inheritdoc/>
    public int Columns => Width / DisplayFont.GlyphWidth;

    /// <inheritdoc/>
    public int Rows => _height / DisplayFont.GlyphHeight;

    /// <inheritdoc/>
    public void Show(IReadOnlyList<string> rows)
    {
        bool isNew = _startedAt is null || _time.GetElapsedTime(_startedAt.Value) >= s_writtenAnewAfter;
        if (isNew)
        {
            Configure();
            Array.Clear(_shown);
        }

        for (int row = 0; row < Rows; row++)
        {
            string text = TextRow.Fit(rows[row], Columns);
            if (text != _shown[row])
                Write(row, text);
        }

        if (!isNew)
            return;
        // Not before its memory holds what to show: it wakes with noise.
        Send(new SetDisplayOn());
        _startedAt = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void SendCommand(ISharedCommand command) => Send(command);

    /// <inheritdoc/>
    protected override void SetStartAddress()
    {
        Send(new SetColumnAddress());
        Send(new SetPageAddress());
    }

    private void Write(int row, string text)
    {
        for (int column = 0; column < text.Length; column++)
        {
            _font.Half(text[column], 0).CopyTo(_pixels.AsSpan(column * DisplayFont.GlyphWidth));
            _font.Half(text[column], 1).CopyTo(_pixels.AsSpan(Width + column * DisplayFont.GlyphWidth));
        }

        _shown[row] = null;
        Send(new SetColumnAddress(0, Width - 1));
        Send(new SetPageAddress((PageAddress)(2 * row), (PageAddress)(2 * row + 1)));
        // Not in one transfer: there are adapters that take 256 bytes at most, and its address goes on by itself.
        SendData(_pixels.AsSpan(0, Width));
        SendData(_pixels.AsSpan(Width));
        _shown[row] = text;
    }

    /// <summary>
    /// The order of the data sheet's application note (Solomon Systech SSD1306, software configuration), with the charge pump that all small modules use.
    /// </summary>
    private void Configure()
    {
        Send(new SetMultiplexRatio((byte)(_height - 1)));
        Send(new SetDisplayOffset(0));
        Send(new SetDisplayStartLine(0));
        Send(new SetSegmentReMap(true));
        Send(new SetComOutputScanDirection(false));
        Send(new SetComPinsHardwareConfiguration(alternativeComPinConfiguration: _height == 64, enableLeftRightRemap: false));
        Send(new SetContrastControlForBank0(0x7F));
        Send(new EntireDisplayOn(false));
        Send(new SetNormalDisplay());
        Send(new SetDisplayClockDivideRatioOscillatorFrequency(0, 8));
        Send(new SetMemoryAddressingMode(SetMemoryAddressingMode.AddressingMode.Horizontal));
        Send(new SetChargePump(true));
    }

    private void Send(ICommand command)
    {
        byte[] bytes = command.GetBytes();
        // A control byte of 0 says that commands follow.
        bytes.CopyTo(_command, 1);
        I2cDevice!.Write(_command.AsSpan(0, bytes.Length + 1));
    }
}
