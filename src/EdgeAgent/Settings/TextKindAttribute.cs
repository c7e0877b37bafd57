namespace EdgeVision.EdgeAgent.Settings;

/// <summary>What a string setting, or each of a list of them, is for. Without it: <see cref="TextKind.Plain"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextKindAttribute(TextKind kind) : Attribute
{
    /// <summary>The kind.</summary>
    public TextKind Kind { get; } = kind;
}
