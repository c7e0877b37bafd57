using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>What the daemon writes about itself, to standard output (or the journal under systemd).</summary>
internal sealed record LoggingOptions
{
    /// <summary>The least important messages to write. Default information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}
