using System.Globalization;

namespace EdgeVision.EdgeAgent.Settings;

/// <summary>A GPIO line as settings name it.</summary>
/// <param name="Chip">The chip's label, name or path; <see langword="null"/>: whichever chip has the line.</param>
/// <param name="Line">The line's name or its offset in the chip; <see langword="null"/>: not given.</param>
internal readonly record struct LineName(string? Chip, string? Line)
{
    /// <summary>Reports what is missing.</summary>
    /// <param name="path">The JSON path of what has the line.</param>
    /// <param name="owner">What has the line, for messages: <c>an output</c>.</param>
    /// <param name="report">Takes the JSON path of a setting and what is wrong with it.</param>
    public void Validate(string path, string owner, Action<string, string> report)
    {
        if (Line is null)
            report($"{path}.line", $"is missing; {owner} needs its line, by name (\"GPIO17\") or offset (\"17\").");
        if (Chip is null && uint.TryParse(Line, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            report($"{path}.chip", $"is missing; line {Line} is an offset, and every chip has one. Name the chip, for example \"gpiochip0\".");
    }

    /// <summary>Whether both may be one line: a chip that is not given may be any, so it may be the other's.</summary>
    public bool MayBe(LineName other) => Line is not null && Line == other.Line && (Chip is null || other.Chip is null || Chip == other.Chip);
}
