namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>Decides an output's level from what is demanded, minimum times, and whether anybody is still looking.</summary>
/// <remarks>
/// <para>Safe wins: before the first inference, when inferences stop, and after <see cref="Stop"/> the level is safe at once,
/// whatever the minimum times.</para>
/// <para>Otherwise the level follows the latest demand as soon as the minimum times allow; a demand that is withdrawn while it waits leaves no trace.</para>
/// <para>All times are readings of one monotonic clock, as spans since any fixed moment. Not thread-safe; drives nothing itself.</para>
/// </remarks>
internal sealed class OutputController(OutputTiming timing)
{
    private bool _demanded = timing.SafeActive;
    private bool _stopped;
    private TimeSpan? _lastInference;
    private TimeSpan? _changedAt;

    /// <summary>The level to drive now: at first the safe one.</summary>
    public bool Active { get; private set; } = timing.SafeActive;

    /// <summary>The rules want this level. Alone it does not show that anybody is looking: <see cref="Tick"/> does.</summary>
    /// <returns>Whether <see cref="Active"/> changed.</returns>
    public bool Update(TimeSpan now, bool demanded)
    {
        _demanded = demanded;
        return Evaluate(now);
    }

    /// <summary>Time has passed, or an inference has finished.</summary>
    /// <param name="lastInference">When the last inference that this output depends on finished; <see langword="null"/>: never yet.</param>
    /// <returns>Whether <see cref="Active"/> changed.</returns>
    public bool Tick(TimeSpan now, TimeSpan? lastInference)
    {
        _lastInference = lastInference;
        return Evaluate(now);
    }

    /// <summary>Goes safe for good.</summary>
    /// <returns>Whether <see cref="Active"/> changed.</returns>
    public bool Stop(TimeSpan now)
    {
        _stopped = true;
        return Evaluate(now);
    }

    private bool Evaluate(TimeSpan now)
    {
        if (_stopped || _lastInference is null || now >= _lastInference + timing.StaleAfter)
            return ChangeTo(timing.SafeActive, now);

        TimeSpan mayChangeAt = _changedAt + (Active ? timing.MinimumOn : timing.MinimumOff) ?? now;
        return now >= mayChangeAt && ChangeTo(_demanded, now);
    }

    private bool ChangeTo(bool active, TimeSpan now)
    {
        if (active == Active)
            return false;
        Active = active;
        _changedAt = now;
        return true;
    }
}
