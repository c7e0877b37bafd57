using System.Device.I2c;
using Iot.Device.CharacterLcd;

namespace EdgeVision.Peripherals;

/// <summary>An HD44780 character display behind the usual backpack, a PCF8574 that clocks four data lines.</summary>
internal sealed class CharacterDisplay : ITextDisplay
{
    // Bit 2 of the backpack clocks the display. It is low after each transfer, and high after power-on, as all lines are.
    private const byte Clock = 0x04;

    private readonly I2cDevice _device;
    private readonly string?[] _shown;
    private Hd44780? _lcd;

    /// <summary>Talks to nothing yet.</summary>
    /// <param name="device">The backpack; disposed with this.</param>
    /// <param name="columns">16 or 20.</param>
    /// <param name="rows">2 or 4.</param>
    public CharacterDisplay(I2cDevice device, int columns, int rows)
    {
        _device = device;
        Columns = columns;
        Rows = rows;
        _shown = new string?[rows];
    }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public void Show(IReadOnlyList<string> rows)
    {
        if (_lcd is null || (_device.ReadByte() & Clock) != 0)
        {
            Array.Clear(_shown);
            _lcd = Rows == 2 ? new Lcd1602(LcdInterface.CreateI2c(_device, uses8Bit: false)) : new Lcd2004(LcdInterface.CreateI2c(_device, uses8Bit: false));
        }

        for (int row = 0; row < Rows; row++)
        {
            string text = TextRow.Fit(rows[row], Columns);
            if (text == _shown[row])
                continue;
            _shown[row] = null;
            _lcd.SetCursorPosition(0, row);
            // The display's own characters at these places are a yen and an arrow.
            _lcd.Write(text.Replace('\\', '/').Replace('~', '-'));
            _shown[row] = text;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();
}
