namespace EdgeVision.EdgeAgent.Settings;

/// <summary>The setting may be spelled <c>auto</c>, which is what it is when it is left out; the property is then <see langword="null"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AutomaticAttribute : Attribute
{
    /// <summary>The spelling.</summary>
    public const string Spelling = "auto";
}
