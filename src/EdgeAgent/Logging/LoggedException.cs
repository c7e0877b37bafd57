using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>An exception with its stack as a log shows it.</summary>
internal static class LoggedException
{
    /// <summary>Behind a message, in the same line; empty where there is none.</summary>
    public static string InOneLine(Exception? exception) =>
        exception is null ? "" : " " + InLines(exception).Replace('\n', ' ');

    /// <summary>As it is, with its line ends.</summary>
    public static string InLines(Exception exception) =>
        string.Join('\n', Redaction.Of(exception.ToString()).ReplaceLineEndings("\n").Split('\n').Select(Visible.Of));
}
