namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// When going on has no sense any more: no frame of any camera has gone all its way for <see cref="Period"/>, and at least
/// <see cref="MinDefects"/> times a defect was in the way. One camera whose frames always fail does not end the others; nor does a defect now and then, or a
/// camera that is merely away. Thread-safe.
/// </summary>
internal sealed class DefectLimit(TimeProvider time)
{
    /// <summary>Defects in a row, of all cameras together, that are not yet too many.</summary>
    public const int MinDefects = 100;

    /// <summary>How long nothing may succeed.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    private long _since = time.GetTimestamp();
    private long _defects;

    /// <summary>Whether the limit is reached.</summary>
    public bool IsReached => Interlocked.Read(ref _defects) >= MinDefects && time.GetElapsedTime(Interlocked.Read(ref _since)) >= Period;

    /// <summary>A frame has gone all its way.</summary>
    public void Succeed()
    {
        Interlocked.Exchange(ref _since, time.GetTimestamp());
        Interlocked.Exchange(ref _defects, 0);
    }

    /// <summary>A frame or a read ended in a defect.</summary>
    public void Fail() => Interlocked.Increment(ref _defects);
}
