using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>A display on an I²C bus.</summary>
internal enum DisplayKind
{
    /// <summary>HD44780, 16 columns and 2 rows, behind a PCF8574.</summary>
    Lcd1602,

    /// <summary>HD44780, 20 columns and 4 rows, behind a PCF8574.</summary>
    Lcd2004,

    /// <summary>SSD1306 with 128×64 pixels: 16 columns and 4 rows.</summary>
    Ssd1306,

    /// <summary>SSD1306 with 128×32 pixels: 16 columns and 2 rows.</summary>
    [JsonStringEnumMemberName("ssd1306-128x32")]
    Ssd1306Low,
}
