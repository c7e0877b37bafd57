namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>What a followed line told, and why it could not be followed any more.</summary>
internal sealed class LevelLog
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly List<bool> _levels = [];
    private readonly List<Exception> _failures = [];

    public IReadOnlyList<bool> Levels
    {
        get
        {
            lock (_gate)
                return [.. _levels];
        }
    }

    public IReadOnlyList<Exception> Failures
    {
        get
        {
            lock (_gate)
                return [.. _failures];
        }
    }

    public void Changed(bool active)
    {
        lock (_gate)
            _levels.Add(active);
    }

    public void Failed(Exception error)
    {
        lock (_gate)
            _failures.Add(error);
    }

    /// <summary>Waits for these levels, no more and no fewer.</summary>
    public void Await(params bool[] levels)
    {
        SpinWait.SpinUntil(() => Levels.Count >= levels.Length, s_patience);
        Assert.Equal(levels, Levels);
    }

    public Exception AwaitFailure()
    {
        Assert.True(SpinWait.SpinUntil(() => Failures.Count > 0, s_patience), "nothing failed");
        return Assert.Single(Failures);
    }
}
