using EdgeVision.EdgeAgent.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Confines an unforeseen exception to the frame and the camera it happened to: logs it, the first of a kind with its stack and others ever more
/// rarely, counts it, and says when going on is pointless. Thread-safe.
/// </summary>
internal sealed partial class DefectContainment(TimeProvider time, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly DefectKinds _kinds = new();
    private readonly DefectLimit _limit = new(time);
    private volatile Exception? _last;

    /// <summary>A frame was fully processed.</summary>
    public void Succeed() => _limit.Succeed();

    /// <summary>The camera's source threw while it was read.</summary>
    public void ContainCapture(CameraChannel channel, Exception defect)
    {
        Note(defect);
        long count = channel.Defects.AddCapture(defect);
        if (_kinds.IsNew(defect))
            LogCapture(defect, channel.Name);
        else if (long.IsPow2(count))
            LogAgain(channel.Name, count, defect.Message);
    }

    /// <summary>A stage threw at one of the camera's frames, or when the camera's events were ended.</summary>
    public void ContainInference(CameraChannel channel, Exception defect)
    {
        Note(defect);
        long count = channel.Defects.AddInference(defect);
        if (_kinds.IsNew(defect))
            LogInference(defect, channel.Name);
        else if (long.IsPow2(count))
            LogAgain(channel.Name, count, defect.Message);
    }

    /// <summary>To be asked again and again.</summary>
    /// <exception cref="EndlessDefectException">For too long there were nothing but defects.</exception>
    public void ThrowIfEndless()
    {
        if (_limit.IsReached)
            throw new EndlessDefectException(_last);
    }

    private void Note(Exception defect)
    {
        _last = defect;
        _limit.Fail();
    }

    [LoggerMessage(1011, LogLevel.Error,
        "This is a defect of EdgeVision, please report it: a frame of camera {Camera} could not be processed. It is dropped; everything else goes on.")]
    private partial void LogInference(Exception defect, string camera);

    [LoggerMessage(1012, LogLevel.Error,
        "This is a defect of EdgeVision, please report it: camera {Camera} could not be read. It is opened again; everything else goes on.")]
    private partial void LogCapture(Exception defect, string camera);

    [LoggerMessage(1013, LogLevel.Error, "Camera {Camera} has met with a defect {Count} times so far, the stack is told above. {Reason}")]
    private partial void LogAgain(string camera, long count, string reason);
}
