using System.Globalization;
using EdgeVision.EdgeAgent.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Logs why one camera gives no picture, and that it gives pictures again, as often as <see cref="RecurringError"/> allows. For the inference thread.
/// </summary>
internal sealed partial class CameraErrorLog(CameraChannel channel, TimeProvider time, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly RecurringError _recurring = new(time);
    private string? _seen;
    private long _kind;

    /// <summary>Logs the present trouble, or one that came and went since the last call.</summary>
    public void Look()
    {
        string? passed = channel.TakeError();
        if (channel.Error is { } error)
        {
            NoteError(error);
            return;
        }

        if (passed is not null)
            NoteError(passed);
        if (_recurring.IsOver())
            LogAgain(channel.Name, Elapsed.Describe(_recurring.Duration));
    }

    private void NoteError(string error)
    {
        if (!ReferenceEquals(error, _seen))
            (_seen, _kind) = (error, RecurringError.KindOf(error));

        switch (_recurring.IsThere(_kind))
        {
            case ErrorNews.Another:
                LogError(channel.Name, error, DescribeUntold());
                break;
            case ErrorNews.Lasting:
                LogLasting(channel.Name, Elapsed.Describe(_recurring.Duration), error);
                break;
        }
    }

    private string DescribeUntold() => _recurring.Untold == 0
        ? "" : string.Create(CultureInfo.InvariantCulture, $" It came and went {_recurring.Untold} times more since the last of these lines.");

    [LoggerMessage(1007, LogLevel.Warning, "Camera {Camera} gives no picture; trying again until it does. {Reason}{Untold}")]
    private partial void LogError(string camera, string reason, string untold);

    [LoggerMessage(1008, LogLevel.Warning, "Camera {Camera} still gives no picture after {Duration}; trying again until it does. {Reason}")]
    private partial void LogLasting(string camera, string duration, string reason);

    [LoggerMessage(1009, LogLevel.Information, "Camera {Camera} gives pictures again after {Duration}.")]
    private partial void LogAgain(string camera, string duration);
}
