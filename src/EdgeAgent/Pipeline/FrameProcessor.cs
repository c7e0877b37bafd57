using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Takes one frame from bytes to the sinks. Allocates nothing once a frame of this size was processed. For the inference thread.</summary>
/// <param name="understood">Called when all stages of a frame have succeeded, before the sinks are told what it shows.</param>
internal sealed class FrameProcessor(IVisionTask task, EventDispatcher dispatcher, TimeProvider time, Action<CameraChannel>? understood = null)
{
    private volatile IFrameWitness? _witness;

    /// <summary>What looks at the frames.</summary>
    public IVisionTask Task { get; private set; } = task;

    /// <summary>Is told of each frame; <see langword="null"/>: nobody is. Any thread.</summary>
    public IFrameWitness? Witness
    {
        get => _witness;
        set => _witness = value;
    }

    /// <summary>Looks at the frames from the next one on.</summary>
    public void Use(IVisionTask task) => Task = task;

    /// <summary>
    /// A frame's pixels, as large as the network needs them; <see langword="false"/>: they cannot be had, and <see cref="FrameDecoder.Error"/> says why.
    /// </summary>
    /// <param name="frame">Stays the caller's; keep it until the view is used up.</param>
    public bool TryDecode(CameraChannel channel, Frame frame, out ImageView view) =>
        channel.Decoder.TryDecode(frame, Task.Model.Input?.Width ?? 0, Task.Model.Input?.Height ?? 0, out view);

    /// <summary>
    /// Processes a decoded frame: inference, tracking, rules, sinks. Where a stage throws, a tracker that was interrupted has been reset, the sinks have been
    /// told of every event that began or ended, and have not been told of the frame.
    /// </summary>
    /// <param name="frame">The frame that <paramref name="view"/> was decoded from.</param>
    /// <exception cref="Exception">A defect of ours, or of what we call.</exception>
    public void Process(CameraChannel channel, Frame frame, scoped in ImageView view, PipelineStatistics statistics)
    {
        Moment capturedAt = Moment.At(frame.CapturedAt, frame.CapturedTimestamp);
        VisionResult seen = Task.Look(view);
        var scene = new Scene
        {
            Width = view.PictureWidth,
            Height = view.PictureHeight,
            Tracks = Follow(channel.Tracker, seen.Objects, capturedAt),
            Classes = seen.Classes,
            Map = seen.Map,
        };
        ReadOnlySpan<VisionEvent> events = channel.Rules.Evaluate(in scene, capturedAt);

        TimeSpan latency = time.GetElapsedTime(0) - capturedAt.Monotonic;
        if (!channel.Rules.HasDefect)
        {
            statistics.RecordFrame(latency, Task.LastTimings, events.Length);
            understood?.Invoke(channel);
        }

        foreach (ref readonly VisionEvent visionEvent in events)
            dispatcher.Event(in visionEvent);
        channel.Rules.ThrowDefect();

        dispatcher.Frame(new FrameResult
        {
            Camera = channel.Name,
            Sequence = channel.CountInferred(),
            CapturedAt = capturedAt,
            Latency = latency,
            Scene = scene,
            Timings = Task.LastTimings,
        });
        _witness?.Saw(Task, in view, in seen, latency);
    }

    private static ReadOnlySpan<Track> Follow(IouTracker tracker, ReadOnlySpan<Detection> detections, Moment capturedAt)
    {
        try
        {
            return tracker.Update(detections, capturedAt);
        }
        catch
        {
            tracker.Reset();
            throw;
        }
    }
}
