using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>Notes what is seen; a thread of its own, twice a second, shows it. Neither a slow nor a hanging bus touches the thread that infers.</summary>
internal sealed class DisplaySink : IEventSink, IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(500);

    private readonly SeenLabels _seen;
    private readonly ManualResetEventSlim _ending = new();
    private readonly Thread _thread;

    /// <summary>Takes over the display, and begins.</summary>
    public DisplaySink(SeenLabels seen, StatusDisplay display)
    {
        _seen = seen;
        _thread = new Thread(() => Run(display)) { Name = "edgevision display", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public string Name => "display";

    /// <summary>Whether it was told to end.</summary>
    public bool IsEnding => _ending.IsSet;

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status) => _seen.Camera(in status);

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent)
    {
    }

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame) => _seen.Frame(in frame);

    /// <inheritdoc/>
    public void OnModel(ModelManifest model) => _seen.Use(model.Labels);

    /// <inheritdoc/>
    public void OnSkipped(string camera, ConditionState gate) => _seen.Forget(camera);

    /// <summary>Shows that it has stopped, and ends. Does not wait.</summary>
    public void BeginToEnd() => _ending.Set();

    /// <summary>Lets the display say farewell, unless its bus hangs.</summary>
    public void Dispose()
    {
        BeginToEnd();
        _thread.Join(s_farewell);
    }

    private void Run(StatusDisplay display)
    {
        do
        {
            display.Refresh();
        }
        while (!_ending.Wait(s_pace));

        display.Refresh();
        display.Dispose();
    }
}
