namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>The sorts of values there are.</summary>
internal enum ConfigurationNodeKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,

    /// <summary>Text from the environment or the command line, which becomes whatever the setting is.</summary>
    Override,
}
