using System.Globalization;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>How long something took, in words for a log: 3.2 s, 12 min, 5.3 h, 3.1 days.</summary>
internal static class Elapsed
{
    /// <summary>The words.</summary>
    public static string Describe(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0.1 } => "less than 0.1 s",
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.0} days"),
    };
}
