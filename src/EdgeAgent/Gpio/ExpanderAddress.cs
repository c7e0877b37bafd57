using System.Globalization;
using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Which expander, and where it listens.</summary>
/// <param name="Kind">The chip.</param>
/// <param name="Bus">The bus's device file, for example <c>/dev/i2c-1</c>.</param>
/// <param name="Address">Its 7-bit address.</param>
internal sealed record ExpanderAddress(ExpanderKind Kind, string Bus, int Address)
{
    /// <summary>How many lines the chip has.</summary>
    [JsonIgnore]
    public int LineCount => Kind is ExpanderKind.Pcf8574 or ExpanderKind.Mcp23008 ? 8 : 16;

    /// <summary>Whether a chip of this kind can have the address: by the data sheets 0x20 to 0x27, and 0x38 to 0x3f for a PCF8574A.</summary>
    public static bool CanBe(ExpanderKind kind, int address) =>
        address is >= 0x20 and <= 0x27 || (kind == ExpanderKind.Pcf8574 && address is >= 0x38 and <= 0x3f);

    /// <summary>A line of it by its number, or −1 for what is none.</summary>
    public int LineOf(string line) => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < LineCount ? number : -1;

    /// <summary>What a person calls the chip.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} 0x{Address:x2} on {Bus}";
}
