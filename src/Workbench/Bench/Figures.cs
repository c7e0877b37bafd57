using System.Globalization;

namespace EdgeVision.Workbench.Bench;

/// <summary>Measured numbers for people, with as many digits as they are worth.</summary>
internal static class Figures
{
    /// <summary>What stands for a number nobody measured.</summary>
    public const string None = "–";

    public static string Milliseconds(TimeSpan? time) =>
        time is { } value ? Format(value.TotalMilliseconds, value.TotalMilliseconds < 100 ? "0.00" : "0") : None;

    public static string Microseconds(TimeSpan time) => Format(time.TotalMicroseconds, "0.0");

    /// <summary>10⁶ bytes.</summary>
    public static string Megabytes(long? bytes) => bytes is { } value ? Format(value / 1e6, "0.0") : None;

    public static string Ratio(double ratio) => Format(ratio, "0.00") + "×";

    /// <summary>10⁹ multiply-adds a second.</summary>
    public static string Rate(double? rate) => rate is { } value ? Format(value, "0.0") : None;

    public static string Percent(double? fraction) => fraction is { } value ? Format(value * 100, "0") + " %" : None;

    /// <summary>With one digit, for shares that are small.</summary>
    public static string Share(double fraction) => Format(fraction * 100, "0.0") + " %";

    /// <summary>In 10⁶.</summary>
    public static string Millions(long? count) => count is { } value ? Format(value / 1e6, "0.0") : None;

    public static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    /// <summary>The end of a text that is longer than <paramref name="maxLength"/> characters: what tells the nodes of one network apart.</summary>
    public static string Tail(string text, int maxLength) => text.Length > maxLength ? "…" + text[^(maxLength - 1)..] : text;

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
