namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>Where the cameras of a configuration say what they find on this machine.</summary>
/// <param name="Error">Takes the JSON path of a setting, and what somebody has to change.</param>
/// <param name="Warn">Takes the JSON path of a setting, and what may be right by the time the camera is read.</param>
internal sealed record CameraSurroundings(Action<string, string> Error, Action<string, string> Warn)
{
    /// <summary>The camera that a device node belongs to, as cameras[0], by the node's own path.</summary>
    public Dictionary<string, string> Nodes { get; } = new(StringComparer.Ordinal);
}
