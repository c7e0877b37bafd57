using System.Globalization;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.ModelUpdates;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// Reads the configuration again when asked, on a thread of its own: a good one is put to work, a bad one refused while the last good one goes on.
/// Requests that come meanwhile are one more reading afterwards.
/// </summary>
internal sealed partial class ConfigurationReload : IDisposable
{
    private const int LongestReason = 200;
    private static readonly TimeSpan s_joinLimit = TimeSpan.FromMilliseconds(500);

    private readonly Func<EdgeVisionOptions> _read;
    private readonly AgentSuccession _agents;
    private readonly ModelUpdater _models;
    private readonly LogThreshold _threshold;
    private readonly SystemdNotifier _notifier;
    private readonly StatusReport _status;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _requested = new(false);
    private readonly string? _file;
    private ConfigurationWatch? _watch;
    private volatile bool _stopping;
    private volatile EdgeVisionOptions _running;
    private Thread? _thread;

    /// <summary>Takes requests; answers none before <see cref="Start"/>.</summary>
    /// <param name="running">What the first agent is made from.</param>
    /// <param name="read">Reads the configuration as it was read at the start.</param>
    /// <param name="threshold">Follows the configuration's logging level.</param>
    public ConfigurationReload(
        EdgeVisionOptions running,
        Func<EdgeVisionOptions> read,
        AgentSuccession agents,
        ModelUpdater models,
        LogThreshold threshold,
        SystemdNotifier notifier,
        StatusReport status,
        EdgeVisionSeams seams,
        ILogger<ConfigurationReload> logger)
    {
        _running = running;
        _read = read;
        _agents = agents;
        _models = models;
        _threshold = threshold;
        _notifier = notifier;
        _status = status;
        _time = seams.Time;
        _file = seams.ConfigurationFile;
        _logger = logger;
    }

    /// <summary>Asks for a reading. Any thread, any time; does not block.</summary>
    public void Request() => _requested.Set();

    /// <summary>Begins to answer requests, those that came before, too.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "reload" };
        _thread.Start();
        if (_file is not null)
            _watch = new ConfigurationWatch(_file, _time, () => _running.ModelUpdates.Watch, Request);
    }

    /// <summary>Answers no further request. One under way ends when the agents are stopped.</summary>
    public void Stop()
    {
        _stopping = true;
        _watch?.Dispose();
        _requested.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        // What it uses is disposed after this.
        _thread?.Join(s_joinLimit);
    }

    private void Run()
    {
        while (_requested.WaitOne() && !_stopping)
        {
            _notifier.Reloading();
            try
            {
                if (Reload())
                    GiveBackMemory();
                if (_stopping)
                    return;
                _status.Next(_notifier, static (line, notifier) => notifier.Ready(line));
            }
            catch (Exception e)
            {
                // A reading that a stop interrupts is of no more use. Otherwise who waits for the agents' end ends the process and tells why.
                if (!_stopping)
                    LogNoneRuns(e.Message);
                return;
            }
        }
    }

    /// <summary>Frames allocate nothing, so what the agent before has left would stay taken until the next reload.</summary>
    private static void GiveBackMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <returns>Whether another agent has taken the place of the one before.</returns>
    private bool Reload()
    {
        VisionAgent successor;
        EdgeVisionOptions candidate;
        try
        {
            candidate = _read();
            if (IsSameButForTheModel(candidate))
                return ReloadModel(candidate);

            successor = _agents.Prepare(candidate);
        }
        catch (Exception e) when (!_stopping)
        {
            Refuse(e);
            return false;
        }

        _models.Allow(candidate.ModelUpdates);
        if (_agents.Replace(successor) is { } reason)
        {
            _models.Allow(_running.ModelUpdates);
            Refuse(reason);
            return true;
        }

        // By the level before: a new one may be too high for the good news.
        LogReloaded(candidate.Cameras.Count, candidate.Rules.Count, candidate.Outputs.Count);
        Accept(candidate);
        return true;
    }

    private bool IsSameButForTheModel(EdgeVisionOptions candidate) => SettingsComparison.AreSame(
        candidate with { Logging = _running.Logging, Inference = candidate.Inference with { Model = _running.Inference.Model } }, _running);

    /// <summary>Everything else goes on: no agent takes the place of another.</summary>
    private bool ReloadModel(EdgeVisionOptions candidate)
    {
        bool isSame = SettingsComparison.AreSame(candidate.Inference.Model, _running.Inference.Model);
        if (_models.Configure(candidate.Inference.Model, candidate.ModelUpdates) is { } refusal)
        {
            Refuse(refusal);
            return false;
        }

        if (isSame)
            LogUnchanged();
        else
            LogReloaded(candidate.Cameras.Count, candidate.Rules.Count, candidate.Outputs.Count);
        Accept(candidate);
        return false;
    }

    private void Accept(EdgeVisionOptions options)
    {
        _running = options;
        _models.Accept(options.Inference.Model, options.ModelUpdates);
        _threshold.Level = options.Logging.Level;
        _status.Notice = null;
    }

    private void Refuse(Exception reason)
    {
        IReadOnlyList<string> errors = (reason as ConfigurationException ?? reason.InnerException as ConfigurationException) is { } configuration
            ? [.. configuration.Errors.Select(error => error.ToString())]
            : [reason.Message];
        foreach (string error in errors)
            LogError(error);
        LogRefused(errors.Count);
        string first = errors[0].Length <= LongestReason ? errors[0] : $"{errors[0][..LongestReason]}…";
        string more = errors.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {errors.Count - 1} more)");
        _status.Notice = string.Create(
            CultureInfo.InvariantCulture, $"configuration of {_time.GetLocalNow():HH:mm} refused, running the one before: {first.TrimEnd('.')}{more}");
    }
}
