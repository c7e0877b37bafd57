using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>
/// Drives lines by rules: active while the rule holds in front of any camera. A timer of its own looks at the clock, so that lines go safe also when
/// the inference thread hangs.
/// </summary>
internal sealed class GpioSink : IEventSink, IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(50);

    private readonly RuledOutput[] _outputs;
    private readonly TimeProvider _time;
    private readonly ITimer? _timer;

    /// <summary>Takes over the outputs, which are at their safe level where their lines can be had.</summary>
    public GpioSink(IEnumerable<RuledOutput> outputs, TimeProvider time)
    {
        _outputs = [.. outputs];
        _time = time;
        // Twenty times a second are a percent of a core for nothing where no line is driven.
        _timer = _outputs.Length == 0 ? null : time.CreateTimer(static sink => ((GpioSink)sink!).Tick(), this, s_tick, s_tick);
    }

    /// <inheritdoc/>
    public string Name => "GPIO";

    /// <summary>A sentence for each output whose line does not obey.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            // Asked for every few seconds, and nearly always there is none.
            List<string>? errors = null;
            foreach (RuledOutput output in _outputs)
            {
                if (output.Error is { } error)
                    (errors ??= []).Add($"output {output.Options.Name}: {error}");
            }

            return (IReadOnlyList<string>?)errors ?? [];
        }
    }

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status)
    {
    }

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent)
    {
        foreach (RuledOutput output in _outputs)
        {
            if (output.Options.Rule != visionEvent.Rule)
                continue;

            if (visionEvent.Kind == VisionEventKind.Start)
                output.RuleStarted(Now());
            else if (visionEvent.Kind == VisionEventKind.End)
                output.RuleEnded(Now());
        }
    }

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame) => Judged(frame.Camera);

    /// <inheritdoc/>
    public void OnSkipped(string camera, ConditionState gate)
    {
        // That nobody knows how the input is, is no reason to be sure that nothing is there.
        if (gate == ConditionState.Inactive)
            Judged(camera);
    }

    /// <summary>Drives every line to its safe level, whatever comes later.</summary>
    public void Stop()
    {
        foreach (RuledOutput output in _outputs)
            output.Stop(Now());
    }

    /// <summary>Stops and releases the lines.</summary>
    public void Dispose()
    {
        Stop();
        _timer?.Dispose();
        foreach (RuledOutput output in _outputs)
            output.Dispose();
    }

    private void Judged(string camera)
    {
        foreach (RuledOutput output in _outputs)
        {
            if (IsWatched(output, camera))
                output.Judged(Now());
        }
    }

    private static bool IsWatched(RuledOutput output, string camera)
    {
        for (int i = 0; i < output.Cameras.Count; i++)
        {
            if (output.Cameras[i] == camera)
                return true;
        }

        return false;
    }

    private TimeSpan Now() => _time.GetElapsedTime(0);

    private void Tick()
    {
        foreach (RuledOutput output in _outputs)
            output.Tick(Now());
    }
}
