using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>One value of the configuration and where it was written.</summary>
internal sealed class ConfigurationNode(ConfigurationNodeKind kind, ConfigurationOrigin origin, string text = "")
{
    private const int LongestShown = 100;

    /// <summary>What sort of value.</summary>
    public ConfigurationNodeKind Kind { get; } = kind;

    /// <summary>Where it was written.</summary>
    public ConfigurationOrigin Origin { get; } = origin;

    /// <summary>A scalar's text, a string's without quotes.</summary>
    public string Text { get; } = text;

    /// <summary>An object's members in order.</summary>
    public List<KeyValuePair<string, ConfigurationNode>> Members { get; } = [];

    /// <summary>An array's elements.</summary>
    public List<ConfigurationNode> Items { get; } = [];

    private string Shown => Excerpt.Of(Redaction.Of(Text), LongestShown);

    /// <summary>The value as a person wrote it, as far as a message has room, without what looks like a secret.</summary>
    public override string ToString() => Kind switch
    {
        ConfigurationNodeKind.Object => "an object",
        ConfigurationNodeKind.Array => "a list",
        ConfigurationNodeKind.String => $"\"{Shown}\"",
        _ => Shown,
    };
}
