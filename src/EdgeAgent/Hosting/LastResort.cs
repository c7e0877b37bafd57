using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// What no thread has caught, for which the runtime would end the process on the spot: every thread of ours catches what it meets with, so this is for
/// those of the libraries, and for what we overlooked. Makes the outputs safe and says farewell to the broker, as any stop does, before the process ends.
/// Also logs what a task threw that nobody asked for, which ends nothing.
/// </summary>
internal sealed partial class LastResort : IDisposable
{
    /// <summary>EX_SOFTWARE of BSD's <c>sysexits.h</c>.</summary>
    internal const int Defect = 70;

    private readonly Action _stop;
    private readonly Action<int> _exit;
    private readonly ILogger _logger;

    /// <summary>Watches from now on.</summary>
    /// <param name="stop">Stops everything, outputs first, within a few seconds.</param>
    /// <param name="exit">Ends the process; <see langword="null"/>: really.</param>
    public LastResort(Action stop, ILogger<LastResort> logger, Action<int>? exit = null)
    {
        _stop = stop;
        _logger = logger;
        _exit = exit ?? Environment.Exit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        TaskScheduler.UnobservedTaskException += OnUnobserved;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
    }

    /// <summary>Ends the process in an orderly way.</summary>
    internal void End(object thrown)
    {
        try
        {
            _stop();
            LogUnhandled(thrown as Exception);
            // The log is written by a thread that will not come to it any more.
            Console.Error.WriteLine($"edgevision: this is a defect of EdgeVision, please report it:{Environment.NewLine}{thrown}");
        }
        finally
        {
            _exit(Defect);
        }
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e) => End(e.ExceptionObject);

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        e.SetObserved();
        LogUnobserved(e.Exception);
    }

    [LoggerMessage(3401, LogLevel.Critical, "A thread died of a defect. The outputs are safe; the process ends.")]
    private partial void LogUnhandled(Exception? error);

    [LoggerMessage(3402, LogLevel.Error, "This is a defect of EdgeVision, please report it: a task failed and nobody looked after it. Everything goes on.")]
    private partial void LogUnobserved(Exception error);
}
