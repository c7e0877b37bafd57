using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Which line to take, and how.</summary>
/// <param name="Chip">A chip's label (<c>pinctrl-rp1</c>), name (<c>gpiochip0</c>) or path; <see langword="null"/>: any chip that has the named line.</param>
/// <param name="Line">A line's name (<c>GPIO17</c>) or its offset in the chip (<c>17</c>).</param>
/// <param name="ActiveLow">Whether active means 0 V.</param>
/// <param name="InitiallyActive">The first level; it is part of the request, so the line has no other before.</param>
/// <param name="Consumer">Whom the kernel names as the holder, at most 31 bytes.</param>
internal sealed record GpioOutputRequest(string? Chip, string Line, bool ActiveLow, bool InitiallyActive, string Consumer)
{
    /// <summary>The chip on an I²C bus that has the line; <see langword="null"/>: the line is the kernel's.</summary>
    public ExpanderAddress? Expander { get; init; }

    /// <summary>What a person calls the line before its chip has told more.</summary>
    [JsonIgnore]
    public string Description => Expander is not null ? $"{Expander} line {Line}" : Chip is null ? $"line {Line}" : $"{Chip} line {Line}";
}
