using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Tells the sinks and the log which cameras are online: those whose frames are being fully processed. For the inference thread.</summary>
internal sealed partial class CameraPresence(EventDispatcher dispatcher, DefectContainment defects, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<CameraChannel, CameraErrorLog> _errors = [];
    private readonly ILogger _logger = logger;

    /// <summary>A frame of the camera was fully processed or, while <see cref="CameraGate"/> keeps it from the network, decoded.</summary>
    public void Find(CameraChannel channel)
    {
        if (channel.IsOnline)
            return;

        channel.IsOnline = true;
        LogOnline(channel.Name, channel.Description);
        dispatcher.Camera(new CameraStatus(channel.Name, IsOnline: true, Moment.Now(time)));
    }

    /// <summary>Time has passed: takes the camera offline if it was silent for too long, and logs its trouble.</summary>
    public void LookAfter(CameraChannel channel)
    {
        Moment now = Moment.Now(time);
        // While a frame waits the camera is not silent: inference may take long, with several cameras longer.
        if (channel.IsOver || (!channel.HasPromisingFrame && now.Since(channel.LastFrame) > channel.Silence))
            Lose(channel, isEnd: false);
        if (!_errors.TryGetValue(channel, out CameraErrorLog? errors))
            _errors[channel] = errors = new CameraErrorLog(channel, time, _logger);
        errors.Look();
        if (channel is { IsOver: true, Failure: Exception failure })
            Report(channel, failure);
    }

    /// <summary>Ends the camera's events and tells that it is offline, if it was online.</summary>
    /// <param name="isEnd">Whether the whole pipeline ends; then it is not logged that the camera fell silent.</param>
    public void Lose(CameraChannel channel, bool isEnd)
    {
        if (!channel.IsOnline)
            return;

        channel.IsOnline = false;
        if (channel.IsOver)
            LogOver(channel.Name);
        else if (!isEnd)
            LogSilent(channel.Name, channel.Silence);
        EndEvents(channel);
        dispatcher.Camera(new CameraStatus(channel.Name, IsOnline: false, Moment.Now(time)));
    }

    /// <summary>Ends the camera's events, because its frames are not inferred any more.</summary>
    public void EndEvents(CameraChannel channel)
    {
        try
        {
            channel.Tracker.Reset();
            foreach (ref readonly VisionEvent visionEvent in channel.Rules.CameraLost(Moment.Now(time)))
                dispatcher.Event(in visionEvent);
        }
        catch (Exception e)
        {
            defects.ContainInference(channel, e);
        }
    }

    private void Report(CameraChannel channel, Exception failure)
    {
        if (channel.IsFailureReported)
            return;

        channel.IsFailureReported = true;
        if (failure is CameraException)
            LogFailed(channel.Name, failure.Message);
        else
            defects.ContainCapture(channel, failure);
    }

    [LoggerMessage(1002, LogLevel.Information, "Camera {Camera} is online. Its frames come from {Description}.")]
    private partial void LogOnline(string camera, string description);

    [LoggerMessage(1003, LogLevel.Warning,
        "Camera {Camera} is offline: for {Silence} no frame of it could be decoded and processed; its events have ended, and it may come back.")]
    private partial void LogSilent(string camera, TimeSpan silence);

    [LoggerMessage(1006, LogLevel.Information, "Camera {Camera} is over; its events have ended.")]
    private partial void LogOver(string camera);

    [LoggerMessage(1005, LogLevel.Error, "Camera {Camera} has failed for good. {Reason}")]
    private partial void LogFailed(string camera, string reason);
}
