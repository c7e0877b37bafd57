namespace EdgeVision.EdgeAgent.Logging;

/// <summary>How a message becomes a line.</summary>
internal interface ILogFormat
{
    /// <summary>The line, without its end.</summary>
    string Line(in LogRecord record);
}
