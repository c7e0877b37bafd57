namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Which line to listen to, and how.</summary>
/// <param name="Chip">A chip's label (<c>pinctrl-rp1</c>), name (<c>gpiochip0</c>) or path; <see langword="null"/>: any chip that has the named line.</param>
/// <param name="Line">A line's name (<c>GPIO17</c>) or its offset in the chip (<c>17</c>).</param>
/// <param name="ActiveLow">Whether active means 0 V.</param>
/// <param name="Bias">What pulls the line when nobody drives it.</param>
/// <param name="Debounce">The kernel ignores changes that last no longer than this; zero: it ignores none.</param>
/// <param name="WithEdges">Whether changes are told, which takes a chip with interrupts; otherwise the level can only be read.</param>
/// <param name="Consumer">Whom the kernel names as the holder, at most 31 bytes.</param>
internal sealed record GpioInputRequest(string? Chip, string Line, bool ActiveLow, GpioBias Bias, TimeSpan Debounce, bool WithEdges, string Consumer)
{
    /// <summary>What a person calls the line before its chip has told more.</summary>
    public string Description => Chip is null ? $"line {Line}" : $"{Chip} line {Line}";
}
