namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>The configuration cannot be used; carries everything that is wrong with it. The process ends with code 78 (EX_CONFIG of sysexits.h).</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationFinding> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>At least one, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationFinding> Errors { get; } = errors;
}
