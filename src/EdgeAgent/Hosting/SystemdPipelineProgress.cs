namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The signs of life of one camera's pipeline. Written by the pipeline's threads, read by <see cref="SystemdWatchdog"/>; no locks, no allocation.</summary>
internal sealed class SystemdPipelineProgress(string name, TimeProvider clock)
{
    private long _captureTurned = clock.GetTimestamp();
    private long _inferred = clock.GetTimestamp();
    private volatile bool _waiting = true;

    /// <summary>Whose pipeline.</summary>
    public string Name => name;

    /// <summary>The capture loop has taken a frame from a camera that delivers.</summary>
    public void FrameCaptured()
    {
        long now = clock.GetTimestamp();
        if (_waiting)
        {
            // The first frame after a wait starts inference's time anew.
            Interlocked.Exchange(ref _inferred, now);
            _waiting = false;
        }

        Interlocked.Exchange(ref _captureTurned, now);
    }

    /// <summary>The capture loop has turned without a frame, because the camera is absent and being reopened.</summary>
    public void WaitingForCamera()
    {
        _waiting = true;
        Interlocked.Exchange(ref _captureTurned, clock.GetTimestamp());
    }

    /// <summary>An inference on this camera's frame has finished.</summary>
    public void InferenceFinished() => Interlocked.Exchange(ref _inferred, clock.GetTimestamp());

    /// <summary>What stands still.</summary>
    /// <returns>A sentence, or <see langword="null"/> when everything has moved within <paramref name="limit"/>.</returns>
    public string? FindStall(TimeSpan limit)
    {
        TimeSpan capture = clock.GetElapsedTime(Interlocked.Read(ref _captureTurned));
        if (capture > limit)
            return $"The capture loop of camera {name} has not turned for {capture.TotalSeconds:0} s.";
        TimeSpan inference = clock.GetElapsedTime(Interlocked.Read(ref _inferred));
        return !_waiting && inference > limit ? $"No inference for camera {name} has finished for {inference.TotalSeconds:0} s although it delivers frames." : null;
    }
}
