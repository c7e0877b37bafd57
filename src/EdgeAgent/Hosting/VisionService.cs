using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The agent as a hosted service: tells systemd, and ends the process when the pipeline has ended.</summary>
internal sealed partial class VisionService(VisionAgent agent, EdgeVisionSeams seams, IHostApplicationLifetime lifetime, ILogger<VisionService> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_statusInterval = TimeSpan.FromSeconds(3);

    private readonly SystemdNotifier _notifier = seams.OpenNotifier();
    private SystemdWatchdog? _watchdog;
    private ITimer? _statusTimer;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Throws what ended the pipeline, if it was not its natural end.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watchdog = new SystemdWatchdog(_notifier, seams.Time);
        agent.Start(_watchdog, cancellationToken);

        // Not earlier: a host that is told to stop while it starts takes that for a failed start.
        lifetime.ApplicationStarted.Register(() => _ = EndWithPipelineAsync());

        var status = new StatusReport(agent, seams.Time);
        _notifier.Ready(status.Next());
        _watchdog.Start(LogStall);
        _statusTimer = seams.Time.CreateTimer(_ => Tell(status), null, s_statusInterval, s_statusInterval);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _notifier.Stopping();
        _statusTimer?.Dispose();
        agent.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _statusTimer?.Dispose();
        _watchdog?.Dispose();
        _notifier.Dispose();
    }

    private async Task EndWithPipelineAsync()
    {
        try
        {
            await agent.Completion;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            LogDied(e);
        }

        lifetime.StopApplication();
    }

    private void Tell(StatusReport status)
    {
        ReadOnlySpan<char> line = status.Next();
        _notifier.Status(line);
        if (logger.IsEnabled(LogLevel.Debug))
            LogStatus(line.ToString());
    }
}
