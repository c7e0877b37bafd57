namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>What a finding means for who wrote the configuration.</summary>
internal enum ConfigurationSeverity
{
    /// <summary>The configuration is refused.</summary>
    Error,

    /// <summary>It works as far as can be told, but probably not as meant; or something is not there that may be by the time it starts.</summary>
    Warning,
}
