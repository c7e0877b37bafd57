namespace EdgeVision.Workbench.Bench;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Label">On the left above it.</param>
/// <param name="Value">On the right above it.</param>
/// <param name="Length">In the chart's unit.</param>
/// <param name="Style">The class of its colour.</param>
internal sealed record Bar(string Label, string Value, double Length, string Style)
{
    /// <summary>The part of <see cref="Length"/> that is drawn darker; 0: none.</summary>
    public double Part { get; init; }

    /// <summary>Words under it.</summary>
    public string? Caption { get; init; }

    /// <summary>Shown for the pointer that rests on it.</summary>
    public string? Tooltip { get; init; }
}
