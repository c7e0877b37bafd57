using System.Globalization;

namespace EdgeVision.Workbench.Eval;

/// <summary>One figure of accuracy, or a number of things it was made from.</summary>
/// <param name="Name">For people.</param>
/// <param name="Key">For JSON.</param>
/// <param name="Value">In [0, 1], or a whole number where <paramref name="IsCount"/>; <see langword="null"/> where there is nothing to measure.</param>
/// <param name="Interval">Where the figure of many more such pictures lies with 95 % confidence.</param>
/// <param name="IsCount">Whether it is a number of things.</param>
internal readonly record struct EvalFigure(string Name, string Key, double? Value, (double Low, double High)? Interval = null, bool IsCount = false)
{
    /// <summary>With as many digits as a figure of accuracy is worth.</summary>
    public string Text => Value?.ToString(IsCount ? "0" : "0.000", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The interval's ends, or nothing.</summary>
    public string IntervalText => Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"{interval.Low:0.000} – {interval.High:0.000}") : "";

    public static EvalFigure Count(string name, string key, long count) => new(name, key, count, IsCount: true);
}
