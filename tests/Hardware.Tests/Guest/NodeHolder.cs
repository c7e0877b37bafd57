using System.Diagnostics;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A process that has a video node open and does nothing with it. Its number stays taken when the camera goes.</summary>
internal sealed class NodeHolder : IDisposable
{
    private readonly Process _process;

    /// <summary>Opens a node.</summary>
    public NodeHolder(string node)
    {
        _process = Shell.Start("sh", "-c", $"exec sleep 1000 <{node}");
        Eventually.True(() => VideoFiles.NodesOf(_process.Id).Contains(node), TimeSpan.FromSeconds(20), () => $"{node} could not be opened");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
