using EdgeVision.EdgeAgent.Configuration;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Findings about the configuration as lines of the log.</summary>
internal sealed partial class FindingLog(ILogger logger)
{
    /// <summary>Logs each, in the order of the file.</summary>
    public void Tell(IEnumerable<ConfigurationFinding> findings)
    {
        foreach (ConfigurationFinding finding in ConfigurationFinding.InOrder(findings))
        {
            if (finding.IsError)
                LogError(finding.ToString());
            else
                LogWarning(finding.ToString());
        }
    }

    [LoggerMessage(3501, LogLevel.Warning, "{Finding}")]
    private partial void LogWarning(string finding);

    [LoggerMessage(3502, LogLevel.Error, "{Finding}")]
    private partial void LogError(string finding);
}
