using System.Globalization;
using EdgeVision.EdgeAgent.Logging;
using EdgeVision.EdgeAgent.Rules;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>
/// Writes what is seen into the log: each event's start and end, and each camera's first frame. A rule that begins and ends again and again in front of a
/// camera is told of ten times at once and then once a minute, always with its end; what is left out is counted. A frame in which nothing begins or ends
/// allocates nothing.
/// </summary>
internal sealed partial class LogSink(TimeProvider time, ILogger<LogSink> logger) : IEventSink
{
    private const int AtOnce = 10;

    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Rule, string Camera), Told> _told = [];
    private readonly ILogger _logger = logger;

    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status)
    {
    }

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent)
    {
        if (visionEvent.Kind == VisionEventKind.Start)
            Begin(in visionEvent);
        else if (visionEvent.Kind == VisionEventKind.End)
            End(in visionEvent);
    }

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame)
    {
        if (frame.Sequence == 1)
            LogFirstFrame(frame.Camera, frame.Scene.Width, frame.Scene.Height, frame.Latency.TotalMilliseconds);
    }

    private void Begin(in VisionEvent visionEvent)
    {
        (string, string) key = (visionEvent.Rule, visionEvent.Camera);
        if (!_told.TryGetValue(key, out Told? told))
            _told[key] = told = new Told(new LineAllowance(time, AtOnce, s_pause));

        told.Is = told.Allowance.TryTake();
        if (!told.Is)
        {
            told.Untold++;
            return;
        }

        string untold = told.Untold == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" It began and ended {told.Untold} times since the last of these lines.");
        told.Untold = 0;
        LogBegan(visionEvent.Rule, Describe(in visionEvent), visionEvent.Camera, untold);
    }

    private void End(in VisionEvent visionEvent)
    {
        if (_told.TryGetValue((visionEvent.Rule, visionEvent.Camera), out Told? told) && told.Is)
            LogEnded(visionEvent.Rule, visionEvent.Camera, visionEvent.At.Since(visionEvent.StartedAt).TotalSeconds);
    }

    private static string Describe(in VisionEvent visionEvent)
    {
        Subject subject = visionEvent.Subject;
        string sure = subject.Score > 0 ? $"{subject.Score:0.00}" : $"{subject.Area * 100:0.#} %";
        string more = visionEvent.Objects > 1 ? $" and {visionEvent.Objects - 1} more" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{visionEvent.Label} {sure}{more}");
    }

    [LoggerMessage(2011, LogLevel.Information, "{Rule} began: {Subject} on {Camera}.{Untold}")]
    private partial void LogBegan(string rule, string subject, string camera, string untold);

    [LoggerMessage(2012, LogLevel.Information, "{Rule} ended on {Camera} after {Seconds:0.0} s.")]
    private partial void LogEnded(string rule, string camera, double seconds);

    [LoggerMessage(
        2013, LogLevel.Information, "Camera {Camera}: the first frame has been inferred, {Width}×{Height}, {Milliseconds:0} ms after it was captured.")]
    private partial void LogFirstFrame(string camera, int width, int height, double milliseconds);

    /// <summary>What the log has heard of one rule in front of one camera.</summary>
    private sealed class Told(LineAllowance allowance)
    {
        public LineAllowance Allowance { get; } = allowance;

        public bool Is { get; set; }

        public int Untold { get; set; }
    }
}
