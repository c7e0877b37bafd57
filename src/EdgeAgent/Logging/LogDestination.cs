using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>Where a daemon's lines go, and how they look there.</summary>
internal static class LogDestination
{
    /// <summary>Text on standard output, for people.</summary>
    public static void AddText(ILoggingBuilder logging)
    {
        bool isColored = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Add(logging, new TextLogFormat(TimeZoneInfo.Local, isColored));
    }

    /// <summary>Lines with a priority on standard output, which systemd has tied to its journal.</summary>
    public static void AddJournal(ILoggingBuilder logging) => Add(logging, new JournalLogFormat());

    /// <summary>One JSON object a line on standard output.</summary>
    public static void AddJson(ILoggingBuilder logging) => Add(logging, new JsonLogFormat());

    // Made by the container, so that it is also disposed by it: that writes the last lines.
    private static void Add(ILoggingBuilder logging, ILogFormat format) =>
        logging.Services.AddSingleton<ILoggerProvider>(_ => new QueuedLoggerProvider(format, Console.OpenStandardOutput(), TimeProvider.System));
}
