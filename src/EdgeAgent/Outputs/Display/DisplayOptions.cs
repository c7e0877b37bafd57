using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Gpio.Expanders;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>A small display on an I²C bus that shows what is seen, how the daemon is doing, and how the device is called and reached.</summary>
internal sealed record DisplayOptions
{
    /// <summary>lcd1602 and lcd2004 are character displays with a PCF8574 on their back, ssd1306 (128 × 64 pixels) and ssd1306-128x32 are OLEDs.</summary>
    public required DisplayKind Kind { get; init; }

    /// <summary>The I²C bus, by its number (1) or path (/dev/i2c-1).</summary>
    [MinLength(1)]
    public required string Bus { get; init; }

    /// <summary>Its address as i2cdetect prints it, with 0x in front. Default 0x27, of an OLED 0x3c.</summary>
    [MinLength(1)]
    public string? Address { get; init; }

    /// <summary>The bus's device file.</summary>
    internal string BusPath => I2cBusPath.From(Bus);

    /// <summary>The 7-bit address, or −1 when it is none.</summary>
    internal int AddressNumber => Address is null ? (IsCharacter ? 0x27 : 0x3c) : I2cBusPath.ParseAddress(Address);

    /// <summary>Whether it has a PCF8574, and not an OLED's controller.</summary>
    internal bool IsCharacter => Kind is DisplayKind.Lcd1602 or DisplayKind.Lcd2004;
}
