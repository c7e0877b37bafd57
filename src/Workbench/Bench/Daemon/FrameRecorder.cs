using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>
/// The last sink of a trial's daemon: notes each frame's times on the inference thread, after the message was handed over, and what the process uses from the
/// first frame that counts to the last. Allocates nothing between the two.
/// </summary>
internal sealed class FrameRecorder(DaemonTrial trial, HandOverClock handOver, NetworkClock? network) : IEventSink
{
    private readonly List<FrameTimes> _frames = new(trial.MaxFrames);
    private readonly TaskCompletionSource<TrialLog> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _firstPublished;
    private TimeSpan _begunAt;
    private TimeSpan _networkBefore;
    private ProcessUse _before;
    private long _unpublished;
    private bool _begun;

    /// <summary>Ends with the measured time.</summary>
    public Task<TrialLog> Finished => _finished.Task;

    /// <inheritdoc/>
    public string Name => "bench";

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status)
    {
    }

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent)
    {
    }

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame)
    {
        TimeSpan? handedOver = handOver.Take();
        TimeSpan captured = frame.CapturedAt.Monotonic;
        if (_finished.Task.IsCompleted)
            return;

        if (_begun)
            Record(in frame, captured, handedOver);
        else if (handedOver is not null && captured - (_firstPublished ??= captured) >= DaemonTrial.WarmUp)
            Begin(captured);
    }

    // The frame that ends the warm-up begins the measured time and is not counted, so that the frames that are follow whole periods.
    private void Begin(TimeSpan captured)
    {
        _begun = true;
        _begunAt = captured;
        _networkBefore = network?.Processor ?? TimeSpan.Zero;
        _before = ProcessUse.AtBeginning();
    }

    private void Record(in FrameResult frame, TimeSpan captured, TimeSpan? handedOver)
    {
        if (handedOver is { } at && _frames.Count < _frames.Capacity)
            _frames.Add(new FrameTimes(frame.Sequence, captured, at, network?.Last ?? TimeSpan.Zero));
        else
            _unpublished++;
        TimeSpan elapsed = captured - _begunAt;
        if (elapsed < trial.Duration || _frames.Count == 0)
            return;

        ProcessUse used = ProcessUse.AtEnd().Since(in _before);
        _finished.TrySetResult(new TrialLog(_frames, _unpublished, elapsed, used, (network?.Processor ?? TimeSpan.Zero) - _networkBefore));
    }
}
