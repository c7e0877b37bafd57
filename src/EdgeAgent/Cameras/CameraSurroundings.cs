using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>Where the cameras of a configuration say what they find on this machine.</summary>
/// <param name="Findings">A camera that is not there is waited for, so most of it warns.</param>
internal sealed record CameraSurroundings(IFindings Findings)
{
    /// <summary>The camera that a device node belongs to, as cameras[0], by the node's own path.</summary>
    public Dictionary<string, string> Nodes { get; } = new(StringComparer.Ordinal);
}
