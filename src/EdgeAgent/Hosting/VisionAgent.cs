using System.Diagnostics;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Models;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// Builds everything from the options and starts it in the order in which harm is least: outputs at their safe level, MQTT, model, cameras. Stops in
/// the order that matters: outputs safe, then the last events, then <c>offline</c>.
/// </summary>
internal sealed partial class VisionAgent : IDisposable
{
    // All stages of a stop together; the farewell to the broker keeps a second of it whatever the pipeline takes.
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(2.2);
    private static readonly TimeSpan s_pipelineLimit = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(50);

    private readonly EdgeVisionSeams _seams;
    private readonly Func<CancellationToken, SharedModel> _openModel;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly FindingLog _findings;
    private readonly PipelineMetrics _metrics;
    private readonly List<IFrameSource> _sources = [];
    private readonly List<SystemdPipelineProgress> _watched = [];
    private readonly InputSet _inputs;
    private readonly MqttOutput? _mqtt;
    private IReadOnlyList<Rule>? _rules;
    private SharedModel? _model;
    private VisionPipeline? _pipeline;
    private volatile bool _ending;
    private bool _stopped;

    /// <summary>Nothing is opened before <see cref="Prepare"/> or <see cref="Start"/>.</summary>
    /// <param name="metrics">Follows the pipeline while it runs.</param>
    /// <param name="model">A share of what is to look; <see langword="null"/>: it is opened.</param>
    /// <param name="goneCameras">Cameras of earlier configurations, whose status the broker is to forget.</param>
    /// <param name="openModel">Opens the model; <see langword="null"/>: the one that the inference options name.</param>
    /// <param name="models">What the broker may say of models and hear of them; <see langword="null"/>: nothing.</param>
    public VisionAgent(
        EdgeVisionOptions options,
        EdgeVisionSeams seams,
        ILoggerFactory loggers,
        PipelineMetrics metrics,
        SharedModel? model = null,
        IReadOnlyCollection<string>? goneCameras = null,
        Func<CancellationToken, SharedModel>? openModel = null,
        IModelUpdates? models = null)
    {
        Options = options;
        _seams = seams;
        _loggers = loggers;
        _logger = loggers.CreateLogger<VisionAgent>();
        _findings = new FindingLog(_logger);
        _metrics = metrics;
        _model = model;
        _openModel = openModel ?? (stoppingToken => SharedModel.Open(() => seams.OpenModel(options.Inference), stoppingToken));
        _inputs = new ConfiguredInputs(options, seams, _logger).Make();
        OutputSurroundings surroundings = Surroundings(goneCameras ?? [], models);
        Outputs = [.. OutputKinds.Of(options).Select(kind => kind.Make(surroundings))];
        _mqtt = Outputs.OfType<MqttOutput>().FirstOrDefault();
    }

    /// <summary>What it is made from.</summary>
    public EdgeVisionOptions Options { get; }

    /// <summary>Ends when every camera is over; fails when a thread of the pipeline died. Valid after <see cref="Start"/>.</summary>
    public Task Completion => _pipeline!.Completion;

    /// <summary>Whether it was asked to end, so that <see cref="Completion"/> is no surprise.</summary>
    public bool IsEnding => _ending;

    /// <summary>Lets somebody see what the model makes of live frames; <see langword="null"/>: nobody. Valid after <see cref="Start"/>.</summary>
    public void Watch(IFrameWitness? witness) => _pipeline!.Witness = witness;

    /// <summary>How the pipeline is doing. Valid after <see cref="Start"/>.</summary>
    public PipelineStatistics Statistics => _pipeline!.Statistics;

    /// <summary>Whether the broker has accepted us; <see langword="null"/>: none is configured.</summary>
    public bool? IsMqttConnected => _mqtt?.IsConnected;

    /// <summary>Why the broker does not take everything; <see langword="null"/>: it does.</summary>
    public string? MqttError => _mqtt?.Error;

    /// <summary>What drives lines, shows and says; for what does not obey. Valid after <see cref="Start"/>.</summary>
    public IReadOnlyList<IOutput> Outputs { get; }

    /// <summary>A sentence for each input that cannot be listened to.</summary>
    public IReadOnlyList<string> InputErrors => _inputs.Errors;

    /// <summary>The model's name. Valid after <see cref="Prepare"/>.</summary>
    public string ModelName { get; private set; } = "";

    /// <summary>The model in use. Valid from <see cref="Prepare"/> to <see cref="Dispose"/>.</summary>
    public SharedModel Model => _model!;

    /// <summary>
    /// Makes everything that can be made while another agent still has the lines, the cameras and the client id: what is wrong with the options shows
    /// here. After an exception, dispose.
    /// </summary>
    /// <param name="stoppingToken">Ends the wait for the model, which on a small board takes long.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="ConfigurationException">The options ask for what the model cannot give.</exception>
    public void Prepare(CancellationToken stoppingToken = default)
    {
        foreach (IOutput output in Outputs)
            output.Open();
        _model ??= _openModel(stoppingToken);
        ModelManifest model = _model.Task.Model;
        ModelName = model.Name;
        _rules = CompileRules(model, _model.IsFallback);
        foreach (IOutput output in Outputs)
            output.Prepare(model);

        // Sources touch no camera before they are read.
        foreach (CameraOptions camera in Options.Cameras)
            _sources.Add(_seams.OpenCamera(camera));
    }

    /// <summary>Takes the outputs, prepares what is not prepared, and starts everything. After an exception, dispose.</summary>
    /// <param name="watchdog">Watches the cameras' pipelines.</param>
    /// <param name="stoppingToken">As for <see cref="Prepare"/>; the outputs are safe then and no camera is open.</param>
    /// <inheritdoc cref="Prepare"/>
    public void Start(SystemdWatchdog watchdog, CancellationToken stoppingToken = default)
    {
        foreach (IOutput output in Outputs)
            output.Secure();
        if (_rules is null)
        {
            // A box that boots works as far as it can: a certificate or password that is not there is waited for, and only the broker is without us meanwhile.
            _findings.Tell(_seams.CheckSurroundings(Options));
            Prepare(stoppingToken);
        }

        stoppingToken.ThrowIfCancellationRequested();
        LogModel(
            ModelName,
            _model!.Task.Model.Sha256,
            Options.Inference.Engine.ToString(),
            Options.Inference.Threads ?? Environment.ProcessorCount,
            _model.Task.Kernels.Count == 0 ? "the engine's own" : string.Join(", ", _model.Task.Kernels));
        _inputs.Start();
        List<IEventSink> sinks = [.. Outputs.Select(static output => output.Start())];
        sinks.AddRange([_metrics, new LogSink(_seams.Time, _loggers.CreateLogger<LogSink>()), .. _seams.Sinks]);
        var dispatcher = new EventDispatcher(sinks, _loggers.CreateLogger<EventDispatcher>());
        _pipeline = new VisionPipeline(OpenChannels(_rules!, watchdog), _model.Task, dispatcher, _seams.Time, _loggers.CreateLogger<VisionPipeline>());
        _metrics.Follow(_pipeline.Statistics);
        _pipeline.Start();
    }

    /// <summary>
    /// Lets another model see from the next frame on; cameras, tracks, events, outputs and the connection to the broker go on. Where this throws, the model
    /// before goes on.
    /// </summary>
    /// <param name="model">A share, which the agent owns once this has returned.</param>
    /// <param name="limit">How long the pipeline may take to finish the frame before.</param>
    /// <returns>The share of the model before, the caller's from then on.</returns>
    /// <exception cref="ConfigurationException">The options ask for what the model cannot give.</exception>
    /// <exception cref="TimeoutException">The inference thread hangs.</exception>
    /// <exception cref="OperationCanceledException">The pipeline has ended.</exception>
    public SharedModel Exchange(SharedModel model, TimeSpan limit)
    {
        ModelManifest manifest = model.Task.Model;
        List<Rule> rules = CompileRules(manifest, model.IsFallback);
        SeeingModel successor = new(model.Task, rules);
        _pipeline!.Exchange(successor);
        if (!((IAsyncResult)successor.Taken).AsyncWaitHandle.WaitOne(limit) && _pipeline.TryWithdraw(successor))
            throw new TimeoutException($"The inference under way did not end within {limit.TotalSeconds:0} s.");
        successor.Taken.GetAwaiter().GetResult();

        SharedModel before = _model!;
        _model = model;
        _rules = rules;
        ModelName = manifest.Name;
        LogExchanged(manifest.Name, manifest.Sha256);
        return before;
    }

    /// <summary>
    /// Stops everything within 2.2 s: outputs at once, then the pipeline, then the connection to the broker with the time that is left. Calling again is
    /// harmless.
    /// </summary>
    public void Stop()
    {
        if (_stopped)
            return;

        BeginToEnd();
        _stopped = true;
        long start = Stopwatch.GetTimestamp();
        if (_pipeline?.Stop(s_pipelineLimit) == false)
            LogPipelineHangs(s_pipelineLimit);
        foreach (IOutput output in Outputs)
        {
            TimeSpan left = s_stopLimit - Stopwatch.GetElapsedTime(start);
            output.Stop(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        if (_pipeline is not null)
            _metrics.Follow(null);
    }

    /// <summary>
    /// Stops so that another agent can have the lines, the cameras and the client id: outputs at once, but an inference under way has all of
    /// <paramref name="limit"/>, so that what the pipeline says at its end still reaches the broker. <see langword="false"/>: not everything has ended.
    /// </summary>
    /// <param name="stoppingToken">Ends the wait; <see cref="Stop"/> does the rest.</param>
    public bool MakeWay(TimeSpan limit, CancellationToken stoppingToken)
    {
        BeginToEnd();
        long start = Stopwatch.GetTimestamp();
        if (!Await(() => _pipeline?.Stop(s_slice) != false))
            return false;

        Stop();
        return Outputs.All(output => Await(() => output.Stop(s_slice)));

        bool Await(Func<bool> hasEnded)
        {
            while (!hasEnded())
            {
                if (stoppingToken.IsCancellationRequested || Stopwatch.GetElapsedTime(start) > limit)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Stops and releases everything. What a hanging thread still uses is left to the end of the process.</summary>
    public void Dispose()
    {
        Stop();
        foreach (IOutput output in Outputs)
            output.Release();
        _inputs.Dispose();
        _pipeline?.Dispose();
        _sources.ForEach(static source => source.Dispose());
        _sources.Clear();
        if (_pipeline is not null && !_pipeline.Completion.IsCompleted)
            return;

        _model?.Dispose();
        _model = null;
        foreach (IOutput output in Outputs)
            output.Dispose();
    }

    private void BeginToEnd()
    {
        _ending = true;
        foreach (IOutput output in Outputs)
            output.MakeSafe();
        // What ends on purpose is no stall, and what has ended gives no sign of life any more.
        _watched.ForEach(static progress => progress.Ended());
    }

    private OutputSurroundings Surroundings(IReadOnlyCollection<string> goneCameras, IModelUpdates? models) => new()
    {
        Models = models,
        ModelGroups = Options.ModelUpdates.ListensToBroker ? Options.ModelUpdates.Groups : null,
        Neighbours = OutputKinds.Neighbours(Options, Options.DeviceName),
        GoneCameras = goneCameras,
        FindInput = _inputs.Find,
        IsBrokerConnected = () => IsMqttConnected,
        Logger = _logger,
        Loggers = _loggers,
        Time = _seams.Time,
        RuntimeFolder = _seams.RuntimeFolder,
        FindBoard = _seams.FindBoard,
        OpenMqtt = _seams.OpenMqtt,
        OpenGpio = _seams.OpenGpio,
        OpenI2c = _seams.OpenI2c,
    };

    private List<Rule> CompileRules(ModelManifest model, bool isFallback)
    {
        var findings = new ConfigurationFindings(Options.OriginOf);
        new ModelCompatibilityValidator(Options, model, findings).Check();
        if (!isFallback)
            findings.ThrowIfRefused();
        _findings.Tell(findings.All);
        return [.. Options.Rules.Select((rule, index) => findings.HasErrorAt($"$.rules[{index}]")
            ? Rule.Idle(rule, model.Labels, _inputs.Find(rule.When))
            : new Rule(rule, model.Labels, _inputs.Find(rule.When)))];
    }

    private List<CameraChannel> OpenChannels(IReadOnlyList<Rule> rules, SystemdWatchdog watchdog)
    {
        var channels = new List<CameraChannel>();
        foreach ((CameraOptions camera, IFrameSource source) in Options.Cameras.Zip(_sources))
        {
            SystemdPipelineProgress progress = watchdog.Watch(camera.Name);
            _watched.Add(progress);
            channels.Add(new CameraChannel(
                camera.Name,
                source,
                new IouTracker(Options.Tracking),
                new RuleEngine(camera.Name, rules, _model!.Task.Model.Labels),
                FrameRhythm.At(CameraKinds.RateOf(camera)),
                progress,
                _inputs.Find(camera.When)));
        }

        // The channels own them now.
        _sources.Clear();
        return channels;
    }
}
