using System.Runtime.ExceptionServices;
using EdgeVision.EdgeAgent.ModelUpdates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The agent as a hosted service: tells systemd, and ends the process when the pipeline has ended.</summary>
internal sealed partial class VisionService : IHostedService, IDisposable
{
    private static readonly TimeSpan s_statusInterval = TimeSpan.FromSeconds(3);

    private readonly AgentSuccession _agents;
    private readonly ModelUpdater _models;
    private readonly ConfigurationReload _reload;
    private readonly StatusReport _status;
    private readonly SystemdNotifier _notifier;
    private readonly SystemdWatchdog _watchdog;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _logger;
    private ITimer? _statusTimer;
    private bool _statusFailed;
    private ExceptionDispatchInfo? _failure;

    public VisionService(
        AgentSuccession agents,
        ModelUpdater models,
        ConfigurationReload reload,
        StatusReport status,
        SystemdNotifier notifier,
        SystemdWatchdog watchdog,
        TimeProvider time,
        IHostApplicationLifetime lifetime,
        ILogger<VisionService> logger)
    {
        _agents = agents;
        _models = models;
        _reload = reload;
        _status = status;
        _notifier = notifier;
        _watchdog = watchdog;
        _time = time;
        _lifetime = lifetime;
        _logger = logger;
    }

    /// <summary>Throws what ended the pipeline, if it was not its natural end.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>
    /// What SIGHUP means: under systemd, which sends it by <c>systemctl reload</c>, to read the configuration again; elsewhere a terminal has closed, and
    /// a lost ssh session must not leave a line active.
    /// </summary>
    public void HangUp()
    {
        if (_notifier.IsActive)
            _reload.Request();
        else
            _lifetime.StopApplication();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _agents.Start(cancellationToken);

        // Not earlier: a host that is told to stop while it starts takes that for a failed start.
        _lifetime.ApplicationStarted.Register(() =>
        {
            _ = EndWithPipelineAsync();
            _models.Start();
            _reload.Start();
        });

        _status.Next(_notifier, static (line, notifier) => notifier.Ready(line));
        _watchdog.Start(LogStall);
        _statusTimer = _time.CreateTimer(_ => Tell(), null, s_statusInterval, s_statusInterval);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _notifier.Stopping();
        _statusTimer?.Dispose();
        _reload.Stop();
        _models.BeginToStop();
        _agents.Stop();
        _models.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _statusTimer?.Dispose();

    private async Task EndWithPipelineAsync()
    {
        try
        {
            await _agents.Completion;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            LogDied(e);
        }
        finally
        {
            _lifetime.StopApplication();
        }
    }

    private void Tell()
    {
        try
        {
            _status.Next(this, static (line, service) =>
            {
                service._notifier.Status(line);
                if (service._logger.IsEnabled(LogLevel.Debug))
                    service.LogStatus(line.ToString());
            });
        }
        catch (Exception e)
        {
            // On a timer's thread this would end the process, for a line of text.
            if (!_statusFailed)
                LogStatusFails(e);
            _statusFailed = true;
        }
    }
}
