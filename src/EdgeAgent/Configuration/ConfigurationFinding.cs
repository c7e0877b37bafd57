using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>One thing found wrong, or strange, in the configuration.</summary>
/// <param name="Origin">Where it was written.</param>
/// <param name="Path">Which setting, as a JSON path: <c>$.cameras[1].width</c>.</param>
/// <param name="Message">The value, what is wrong with it and the way out.</param>
internal sealed record ConfigurationFinding(
    ConfigurationOrigin Origin, string Path, string Message, ConfigurationSeverity Severity = ConfigurationSeverity.Error)
{
    private const int LongestPath = 200;
    private const int LongestMessage = 2000;

    /// <summary>Whether the configuration is refused because of it.</summary>
    public bool IsError => Severity == ConfigurationSeverity.Error;

    /// <summary>Findings in the order of the file; those without a line come last.</summary>
    public static IReadOnlyList<ConfigurationFinding> InOrder(IEnumerable<ConfigurationFinding> findings) =>
        [.. findings.OrderBy(static finding => finding.Origin.Line == 0).ThenBy(static finding => finding.Origin.Line)];

    /// <summary>A line for a terminal or a log, whatever the file holds: it ends nowhere else, and nothing in it is obeyed.</summary>
    public override string ToString() => Visible.Of($"{Origin}: {Excerpt.Of(Path, LongestPath)}: {Excerpt.Of(Message, LongestMessage)}");
}
