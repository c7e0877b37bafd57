using System.Diagnostics;
using System.Globalization;
using System.Text;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.Workbench.Demo;

/// <summary>Sees what the pipeline, the simulated line and the broker's subscriber see, from their threads, and keeps it for the screen.</summary>
/// <param name="frameLimit">Frames to record before <see cref="Finished"/>; 0: no limit.</param>
internal sealed class DemoRecorder(int frameLimit) : IEventSink
{
    private const int MaxPending = 1000;

    private static readonly string[] s_frameTopics = ["/detections", "/classes", "/areas"];

    private readonly Lock _gate = new();
    private readonly Queue<DemoLine> _pending = new();
    private readonly LatencyHistogram _latency = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _farewell = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private string _lastSeen = "";
    private DemoScene? _scene;
    private long _firstFrameAt;
    private long _lastFrameAt;
    private int _frames;
    private int _events;
    private int _outputSwitches;
    private int _messages;
    private int _detectionMessages;

    /// <summary>The model's labels; set before the first frame.</summary>
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Ends when as many frames as wanted were seen.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Ends when the subscriber has received the daemon's <c>offline</c>.</summary>
    public Task Farewell => _farewell.Task;

    public string Name => "demo";

    public DemoSummary Summary
    {
        get
        {
            lock (_gate)
            {
                double seconds = Stopwatch.GetElapsedTime(_firstFrameAt, _lastFrameAt).TotalSeconds;
                return new DemoSummary(
                    _frames, _frames > 1
                        ? (_frames - 1) / seconds
                        : 0.0, _latency.Percentile(0.5), _latency.Percentile(0.95), _events, _outputSwitches, _messages, _detectionMessages);
            }
        }
    }

    /// <summary>The newest frame's size and objects; <see langword="null"/> before the first.</summary>
    public DemoScene? Scene
    {
        get
        {
            lock (_gate)
                return _scene;
        }
    }

    /// <summary>What happened since the last call.</summary>
    public IReadOnlyList<DemoLine> Drain()
    {
        lock (_gate)
        {
            DemoLine[] lines = [.. _pending];
            _pending.Clear();
            return lines;
        }
    }

    public void OnCamera(in CameraStatus status)
    {
    }

    public void OnEvent(in VisionEvent visionEvent)
    {
        if (visionEvent.Kind == VisionEventKind.Update)
            return;

        lock (_gate)
        {
            _events++;
            Add("event", visionEvent.Rule, visionEvent.Kind == VisionEventKind.Start ? DemoOptions.EventStart : DemoOptions.EventEnd);
        }
    }

    public void OnFrame(in FrameResult frame)
    {
        lock (_gate)
        {
            if (frameLimit > 0 && _frames == frameLimit)
                return;

            _frames++;
            _lastFrameAt = Stopwatch.GetTimestamp();
            if (_frames == 1)
                _firstFrameAt = _lastFrameAt;
            _latency.Record(frame.Latency);

            string seen = Describe(in frame);
            if (seen != _lastSeen)
                Add("sees", frame.Camera, seen);
            _lastSeen = seen;
            _scene = SceneOf(in frame);
            if (_frames == frameLimit)
                _finished.TrySetResult();
        }
    }

    /// <summary>A simulated line changed.</summary>
    public void OnLevel(SimulatedLevel level)
    {
        lock (_gate)
        {
            _outputSwitches++;
            Add("output", DemoOptions.Output, level.Active ? "on" : "off");
        }
    }

    /// <summary>The subscriber received a message.</summary>
    public void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        string text = Encoding.UTF8.GetString(payload);
        lock (_gate)
        {
            _messages++;
            // One a frame would flood the screen; the first shows what they look like.
            if (!s_frameTopics.Any(name => topic.EndsWith(name, StringComparison.Ordinal)) || _detectionMessages++ == 0)
                Add("mqtt", topic, text);
        }

        if (topic.EndsWith($"/{DemoOptions.Device}/status", StringComparison.Ordinal) && text == "offline")
            _farewell.TrySetResult();
    }

    private static DemoScene SceneOf(in FrameResult frame)
    {
        var boxes = new List<DemoBox>();
        foreach (Track track in frame.Scene.Tracks)
        {
            if (track.Missed == 0)
                boxes.Add(new DemoBox(track.LabelIndex, track.Box));
        }

        return new DemoScene(frame.Scene.Width, frame.Scene.Height, boxes);
    }

    private void Add(string kind, string subject, string text)
    {
        if (_pending.Count < MaxPending)
            _pending.Enqueue(new DemoLine(Stopwatch.GetElapsedTime(_startedAt), kind, subject, text));
    }

    private string Describe(in FrameResult frame)
    {
        var text = new StringBuilder();
        foreach (Track track in frame.Scene.Tracks)
        {
            if (track.Missed == 0)
                Append(track.LabelIndex, track.Score.ToString("0.00", CultureInfo.InvariantCulture));
        }

        foreach (ClassScore score in frame.Scene.Classes)
            Append(score.LabelIndex, score.Score.ToString("0.00", CultureInfo.InvariantCulture));
        foreach (ClassArea area in frame.Scene.Map is { } map ? map.Areas : [])
            Append(area.LabelIndex, area.Share.ToString("0 %", CultureInfo.InvariantCulture));
        return text.Length > 0 ? text.ToString() : "nothing";

        void Append(int labelIndex, string value) => text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? ", " : "")}{Labels[labelIndex]} {value}");
    }
}
