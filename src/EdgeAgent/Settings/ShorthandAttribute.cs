namespace EdgeVision.EdgeAgent.Settings;

/// <summary>A section that may also be written as a string, which is one of its settings.</summary>
/// <param name="property">The property that the string is.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ShorthandAttribute(string property) : Attribute
{
    /// <summary>The property that the string is.</summary>
    public string Property => property;
}
