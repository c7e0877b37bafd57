namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Decides when going on is pointless: when no frame of any camera was fully processed for <see cref="Period"/>, and at least <see cref="MinDefects"/>
/// frames or reads meanwhile ended in a defect. So one camera whose frames always fail does not end the others; nor does a defect now and then, or a camera
/// that is away. Thread-safe.
/// </summary>
internal sealed class DefectLimit(TimeProvider time)
{
    /// <summary>How many defects in a row, of all cameras together, it takes.</summary>
    public const int MinDefects = 100;

    /// <summary>How long no frame may be fully processed.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    private long _since = time.GetTimestamp();
    private long _defects;

    /// <summary>Whether the limit is reached.</summary>
    public bool IsReached => Interlocked.Read(ref _defects) >= MinDefects && time.GetElapsedTime(Interlocked.Read(ref _since)) >= Period;

    /// <summary>A frame was fully processed.</summary>
    public void Succeed()
    {
        Interlocked.Exchange(ref _since, time.GetTimestamp());
        Interlocked.Exchange(ref _defects, 0);
    }

    /// <summary>A frame or a read ended in a defect.</summary>
    public void Fail() => Interlocked.Increment(ref _defects);
}
