using System.Device.I2c;

namespace EdgeVision.Peripherals;

/// <summary>The displays there are. None is talked to before it shows something.</summary>
public static class TextDisplays
{
    /// <summary>An HD44780 character display behind the usual backpack, a PCF8574.</summary>
    /// <param name="device">The backpack; disposed with the display.</param>
    /// <param name="columns">16 or 20.</param>
    /// <param name="rows">2 or 4.</param>
    public static ITextDisplay Character(I2cDevice device, int columns, int rows) => new CharacterDisplay(device, columns, rows);

    /// <summary>An OLED of 128 columns on an SSD1306: 16 characters a row.</summary>
    /// <param name="device">The controller; disposed with the display.</param>
    /// <param name="height">64 or 32 pixels: 4 or 2 rows.</param>
    public static ITextDisplay Oled(I2cDevice device, int height, TimeProvider time) => new OledDisplay(device, height, time);
}
