using System.Globalization;

namespace EdgeVision.EdgeAgent.Settings;

/// <summary>Times as people write them: a number and its unit, <c>500ms</c>, <c>2s</c>, <c>1.5m</c>, <c>1h</c>, <c>1d</c>.</summary>
internal static class Duration
{
    /// <summary>What <see cref="TryParse"/> takes.</summary>
    public const string Pattern = @"^[0-9]{1,9}(\.[0-9]{1,6})?(ms|s|m|h|d)$";

    private static readonly (string Name, TimeSpan Length)[] s_units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Text to time.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach ((string name, TimeSpan length) in s_units)
        {
            if (!text.EndsWith(name, StringComparison.Ordinal))
                continue;

            bool isNumber = decimal.TryParse(text[..^name.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number);
            if (!isNumber || number > TimeSpan.MaxValue.Ticks / length.Ticks)
                continue;

            duration = TimeSpan.FromTicks((long)(number * length.Ticks));
            return true;
        }

        return false;
    }

    /// <summary>Time to text, in the largest unit that gives a whole number.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";

        (string name, TimeSpan length) = s_units.LastOrDefault(unit => duration.Ticks % unit.Length.Ticks == 0, s_units[0]);
        return ((decimal)duration.Ticks / length.Ticks).ToString("0.####", CultureInfo.InvariantCulture) + name;
    }
}
