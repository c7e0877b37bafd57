using System.Collections;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Whether two configurations say the same, however each is written.</summary>
internal static class SettingsComparison
{
    /// <summary>Compares setting by setting, lists element by element; where a value was written does not matter.</summary>
    /// <param name="one">An options object, a list of values, or a value.</param>
    /// <param name="other">Another of the same kind.</param>
    public static bool AreSame(object? one, object? other)
    {
        if (one is null || other is null)
            return one is null && other is null;

        // A record compares its lists by reference, so sections and lists are gone through here.
        if (Setting.IsSection(one.GetType()))
            return one.GetType() == other.GetType() && Setting.Of(one.GetType()).All(
                setting => AreSame(setting.Property.GetValue(one), setting.Property.GetValue(other)));

        return one is IList list && other is IList others
            ? list.Count == others.Count && list.Cast<object?>().Zip(others.Cast<object?>(), AreSame).All(static same => same)
            : one.Equals(other);
    }
}
