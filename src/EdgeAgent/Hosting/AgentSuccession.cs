using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// The one agent that runs, and how another takes its place: two never hold a line, a camera or a client id at the same time. <see cref="Prepare"/> and
/// <see cref="Replace"/> are for one thread; <see cref="Stop"/> may come from another at any time.
/// </summary>
internal sealed partial class AgentSuccession : IDisposable
{
    // The slowest board infers in seconds. A thread that needs longer hangs in a driver, and only another process gets the camera then.
    private static readonly TimeSpan s_wayLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_gateLimit = TimeSpan.FromSeconds(2);

    private readonly EdgeVisionSeams _seams;
    private readonly Func<EdgeVisionOptions, bool, CancellationToken, SharedModel>? _openModel;
    private readonly Func<EdgeVisionOptions, bool>? _isRunning;
    private readonly IModelUpdates? _models;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly PipelineMetrics _metrics;
    private readonly SystemdWatchdog _watchdog;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _cameras = new(StringComparer.Ordinal);

    // Held from the end of one agent to the start of the next, so that a stop finds one that is whole.
    private readonly Lock _gate = new();
    private VisionAgent _latest;
    private volatile VisionAgent? _current;

    /// <summary>Nothing is opened before <see cref="Start"/>.</summary>
    /// <param name="openModel">
    /// Opens the model for a configuration, the first time with <see langword="true"/>; <see langword="null"/>: the one that the configuration names.
    /// </param>
    /// <param name="isRunning">Whether a configuration would have the model that runs; <see langword="null"/>: where it names the same.</param>
    /// <param name="models">What the broker may say of models and hear of them; <see langword="null"/>: nothing.</param>
    public AgentSuccession(
        EdgeVisionOptions options,
        EdgeVisionSeams seams,
        ILoggerFactory loggers,
        PipelineMetrics metrics,
        SystemdWatchdog watchdog,
        Func<EdgeVisionOptions, bool, CancellationToken, SharedModel>? openModel = null,
        Func<EdgeVisionOptions, bool>? isRunning = null,
        IModelUpdates? models = null)
    {
        _isRunning = isRunning;
        _seams = seams;
        _openModel = openModel;
        _models = models;
        _loggers = loggers;
        _logger = loggers.CreateLogger<AgentSuccession>();
        _metrics = metrics;
        _watchdog = watchdog;
        _latest = Make(options, model: null, isFirst: true);
    }

    /// <summary>What the newest agent is made from.</summary>
    public EdgeVisionOptions Options => Volatile.Read(ref _latest).Options;

    /// <summary>The agent that runs; <see langword="null"/>: none just now.</summary>
    public VisionAgent? Current => _current;

    /// <summary>Ends when every camera is over; fails when a thread of the pipeline died, or when no agent could be started any more.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Starts the first agent.</summary>
    /// <inheritdoc cref="VisionAgent.Start"/>
    public void Start(CancellationToken stoppingToken) => Install(_latest, stoppingToken);

    /// <summary>Makes a successor as far as it goes without touching what runs; opens the model only where it is another. Belongs to the caller.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="Exception">What is wrong with the options.</exception>
    public VisionAgent Prepare(EdgeVisionOptions options)
    {
        IReadOnlyList<ConfigurationFinding> findings = _seams.CheckSurroundings(options);
        ConfigurationFindings.ThrowIfRefused(findings);
        new FindingLog(_logger).Tell(findings);
        VisionAgent successor = Make(options, IsSameModel(options) ? _latest.Model.Share() : null);
        try
        {
            successor.Prepare(_stopping.Token);
            return successor;
        }
        catch
        {
            successor.Dispose();
            throw;
        }
    }

    /// <summary>Lets a prepared agent, which it owns from now on, take the place of the running one.</summary>
    /// <returns>Why the successor did not start, so that the options before are running again; <see langword="null"/>: it runs.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="Exception">Neither could be started, or the old one does not end: <see cref="Completion"/> has failed, too.</exception>
    public Exception? Replace(VisionAgent successor)
    {
        lock (_gate)
        {
            try
            {
                return Exchange(successor);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                _completion.TrySetException(e);
                throw;
            }
        }
    }

    /// <summary>Lets the agent that runs see with another model. Not while another agent takes its place: this waits for that.</summary>
    /// <returns>The share of the model before, the caller's from then on.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop, or no agent runs.</exception>
    /// <inheritdoc cref="VisionAgent.Exchange" path="/exception"/>
    public SharedModel Exchange(SharedModel model)
    {
        lock (_gate)
        {
            _stopping.Token.ThrowIfCancellationRequested();
            return (_current ?? throw new OperationCanceledException("No agent runs.")).Exchange(model, s_wayLimit);
        }
    }

    /// <summary>
    /// Stops the agent, whichever it is, and lets no other follow. Between two agents, where the outputs are safe, it does not wait long for a driver
    /// that hangs.
    /// </summary>
    public void Stop()
    {
        _stopping.Cancel();
        if (!_gate.TryEnter(s_gateLimit))
            return;

        try
        {
            _latest.Stop();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _current = null;
        _latest.Dispose();
    }

    private Exception? Exchange(VisionAgent successor)
    {
        VisionAgent old = _latest;
        SharedModel? lastGood = null;
        try
        {
            try
            {
                _stopping.Token.ThrowIfCancellationRequested();
                lastGood = old.Model.Share();
                _current = null;
                bool hasGone = old.MakeWay(s_wayLimit, _stopping.Token);
                _stopping.Token.ThrowIfCancellationRequested();
                if (!hasGone)
                {
                    throw new TimeoutException(
                        $"A camera's driver, an inference or the network hangs and did not end within {s_wayLimit.TotalSeconds:0} s; "
                        + "only a new process can read the configuration now.");
                }
            }
            catch
            {
                successor.Dispose();
                throw;
            }

            old.Dispose();
            try
            {
                Install(successor, _stopping.Token);
                return null;
            }
            catch (Exception error) when (!_stopping.IsCancellationRequested)
            {
                LogStartsAgain(error.Message);
                successor.Dispose();
                Install(Make(old.Options, lastGood.Share()), _stopping.Token);
                return error;
            }
        }
        finally
        {
            lastGood?.Dispose();
        }
    }

    private bool IsSameModel(EdgeVisionOptions options)
    {
        InferenceOptions running = _latest.Options.Inference;
        return _isRunning is null
            ? options.Inference == running
            : options.Inference with { Model = running.Model } == running && _isRunning(options);
    }

    private VisionAgent Make(EdgeVisionOptions options, SharedModel? model, bool isFirst = false)
    {
        string[] names = [.. options.Cameras.Select(camera => camera.Name)];
        Func<CancellationToken, SharedModel>? open = _openModel is null ? null : stoppingToken => _openModel(options, isFirst, stoppingToken);
        return new VisionAgent(options, _seams, _loggers, _metrics, model, [.. _cameras.Except(names)], open, _models);
    }

    private void Install(VisionAgent agent, CancellationToken stoppingToken)
    {
        _latest = agent;
        agent.Start(_watchdog, stoppingToken);
        _cameras.UnionWith(agent.Options.Cameras.Select(camera => camera.Name));
        _current = agent;
        _ = FollowAsync(agent);
    }

    private async Task FollowAsync(VisionAgent agent)
    {
        try
        {
            await agent.Completion;
            if (!agent.IsEnding)
                _completion.TrySetResult();
        }
        catch (Exception e) when (agent.IsEnding)
        {
            LogDiedMeanwhile(e);
        }
        catch (Exception e)
        {
            _completion.TrySetException(e);
        }
    }
}
