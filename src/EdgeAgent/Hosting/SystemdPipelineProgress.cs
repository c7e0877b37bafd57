using EdgeVision.EdgeAgent.Pipeline;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// The signs of life of one camera's pipeline. Written by the pipeline's threads, read by <see cref="SystemdWatchdog"/>; no locks, no allocation.
/// </summary>
internal sealed class SystemdPipelineProgress(string name, TimeProvider clock) : ICameraProgress
{
    private const long Nothing = long.MinValue;

    private long _captureTurned = clock.GetTimestamp();
    private long _inferenceOwedSince = Nothing;
    private volatile bool _hasEnded;

    /// <summary>Whose pipeline.</summary>
    public string Name => name;

    /// <summary>Whether it will never move again, which is no stall.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The capture thread has taken a frame, which inference owes us from now on.</summary>
    public void FrameCaptured()
    {
        CaptureHeartbeat();
        Owe();
    }

    /// <summary>The capture thread lives, but its camera gives no frame or is being reopened.</summary>
    public void CaptureHeartbeat() => Interlocked.Exchange(ref _captureTurned, clock.GetTimestamp());

    /// <summary>An inference on this camera's frame begins: one that never returns is owed even when no more frames come.</summary>
    public void InferenceStarted() => Owe();

    /// <summary>An inference on this camera's frame has finished.</summary>
    public void InferenceFinished() => Interlocked.Exchange(ref _inferenceOwedSince, Nothing);

    /// <inheritdoc/>
    public void Ended() => _hasEnded = true;

    /// <summary>What stands still.</summary>
    /// <returns>A sentence, or <see langword="null"/> when everything has moved within <paramref name="limit"/>.</returns>
    public string? FindStall(TimeSpan limit)
    {
        TimeSpan capture = clock.GetElapsedTime(Interlocked.Read(ref _captureTurned));
        if (capture > limit)
            return $"The capture thread of camera {name} has not moved for {capture.TotalSeconds:0} s.";
        long owedSince = Interlocked.Read(ref _inferenceOwedSince);
        TimeSpan inference = owedSince == Nothing ? TimeSpan.Zero : clock.GetElapsedTime(owedSince);
        return inference <= limit ? null : $"No inference for camera {name} has finished for {inference.TotalSeconds:0} s although it gave a frame.";
    }

    private void Owe() => Interlocked.CompareExchange(ref _inferenceOwedSince, clock.GetTimestamp(), Nothing);
}
