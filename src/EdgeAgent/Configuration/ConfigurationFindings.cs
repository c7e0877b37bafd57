using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Collects what checks find.</summary>
/// <param name="originOf">Where a setting, by its JSON path, was written.</param>
internal sealed class ConfigurationFindings(Func<string, ConfigurationOrigin> originOf) : IFindings
{
    private readonly List<ConfigurationFinding> _all = [];

    /// <summary>Everything found so far.</summary>
    public IReadOnlyList<ConfigurationFinding> All => _all;

    /// <summary>Whether there is an error in a section.</summary>
    /// <param name="section">Its JSON path, for example <c>$.rules[1]</c>.</param>
    public bool HasErrorAt(string section) =>
        _all.Exists(finding => finding.IsError && (finding.Path == section || finding.Path.StartsWith($"{section}.", StringComparison.Ordinal)));

    /// <inheritdoc/>
    public void Error(string path, string message) => _all.Add(new(originOf(path), path, message));

    /// <inheritdoc/>
    public void Warning(string path, string message) => _all.Add(new(originOf(path), path, message, ConfigurationSeverity.Warning));

    /// <summary>Refuses the configuration if there is an error.</summary>
    /// <exception cref="ConfigurationException">All errors at once.</exception>
    public void ThrowIfRefused() => ThrowIfRefused(_all);

    /// <inheritdoc cref="ThrowIfRefused()"/>
    public static void ThrowIfRefused(IEnumerable<ConfigurationFinding> findings)
    {
        IReadOnlyList<ConfigurationFinding> errors = ConfigurationFinding.InOrder(findings.Where(static finding => finding.IsError));
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }
}
