using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Keeps a camera's frames from the network while the condition it waits for is not fulfilled. Now and then a frame is decoded, so that it is known
/// whether the camera sees. For the inference thread.
/// </summary>
internal sealed partial class CameraGate(FrameProcessor processor, CameraPresence presence, EventDispatcher dispatcher, TimeProvider time, ILogger logger)
{
    // Often enough to know that a camera whose frames nobody wants still sees, and seldom enough to cost nothing.
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;

    /// <summary>
    /// Whether the camera's frames are not to be inferred just now. Ends its events when that begins, even if no frame comes.
    /// </summary>
    public bool IsShut(CameraChannel channel)
    {
        bool isShut = channel.Gate is { State: not ConditionState.Active };
        if (isShut == channel.IsResting)
            return isShut;

        channel.IsResting = isShut;
        if (isShut)
        {
            LogRests(channel.Name, channel.Gate!.Name);
            presence.EndEvents(channel);
        }
        else
        {
            LogWakes(channel.Name, channel.Gate!.Name);
        }

        return isShut;
    }

    /// <summary>Takes a frame that is not to be inferred; <see langword="false"/>: its turn to be decoded had come, and it cannot be.</summary>
    public bool TrySkip(CameraChannel channel, Frame frame)
    {
        channel.CountSkipped();
        Moment now = Moment.Now(time);
        if (!channel.IsOnline || !channel.IsPromising || now.Since(channel.LastFrame) >= s_glance)
        {
            if (!processor.TryDecode(channel, frame, out _))
                return false;

            presence.Find(channel);
            channel.NoteSeen(now);
        }

        ConditionState gate = channel.Gate!.State;
        // It may have become active just now; the next frame is inferred then.
        if (gate != ConditionState.Active)
            dispatcher.Skipped(channel.Name, gate);
        return true;
    }

    [LoggerMessage(1014, LogLevel.Debug, "Camera {Camera} waits for input {Input}; its frames are not inferred, and its events have ended.")]
    private partial void LogRests(string camera, string input);

    [LoggerMessage(1015, LogLevel.Debug, "Camera {Camera} is inferred again: input {Input} is active.")]
    private partial void LogWakes(string camera, string input);
}
