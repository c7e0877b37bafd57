using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>Remembers what it is told, one line each, and waits for what a test expects.</summary>
internal sealed class RecordingSink : IEventSink
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly List<string> _lines = [];

    public string Name => "recording";

    public string[] Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public void OnCamera(in CameraStatus status) => Add($"{status.Camera} {(status.IsOnline ? "online" : "offline")}");

    public void OnSkipped(string camera, ConditionState gate) => Add(gate == ConditionState.Inactive ? $"{camera} skipped" : $"{camera} skipped blindly");

    public void OnEvent(in VisionEvent visionEvent) => Add($"{visionEvent.Camera} {visionEvent.Rule} {visionEvent.Kind}");

    /// <summary>Ids of the tracks in the newest frame.</summary>
    public long[] LastTracks { get; private set; } = [];

    public void OnModel(ModelManifest model) => Add($"model {model.Name}");

    public void OnFrame(in FrameResult frame)
    {
        LastTracks = new long[frame.Scene.Tracks.Length];
        for (int i = 0; i < LastTracks.Length; i++)
            LastTracks[i] = frame.Scene.Tracks[i].Id;
        Add($"{frame.Camera} frame {frame.Sequence}: {frame.Scene.Tracks.Length}");
    }

    /// <summary>Waits until the line has come so many times.</summary>
    public void Await(string line, int times = 1)
    {
        lock (_lines)
        {
            long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
            while (_lines.Count(one => one == line) < times)
            {
                long left = deadline - Environment.TickCount64;
                Assert.True(left > 0 && Monitor.Wait(_lines, TimeSpan.FromMilliseconds(left)),
                    $"“{line}” did not come {times} times; came: {string.Join(", ", _lines)}");
            }
        }
    }

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
            Monitor.PulseAll(_lines);
        }
    }
}
