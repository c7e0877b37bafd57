using EdgeVision.EdgeAgent.Pipeline;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Passes a camera's signs of life to systemd's watchdog.</summary>
internal sealed class WatchedProgress(SystemdWatchdog watchdog, string camera) : ICameraProgress
{
    private readonly SystemdPipelineProgress _progress = watchdog.Watch(camera);

    /// <inheritdoc/>
    public void FrameCaptured() => _progress.FrameCaptured();

    /// <inheritdoc/>
    public void CaptureHeartbeat() => _progress.CaptureHeartbeat();

    /// <inheritdoc/>
    public void InferenceStarted() => _progress.InferenceStarted();

    /// <inheritdoc/>
    public void InferenceFinished() => _progress.InferenceFinished();

    /// <inheritdoc/>
    public void Ended() => watchdog.Forget(_progress);
}
