using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
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

    private readonly EdgeVisionOptions _options;
    private readonly EdgeVisionSeams _seams;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly PipelineMetrics _metrics;
    private GpioSink? _gpio;
    private MqttSink? _mqttSink;
    private MaskPicture? _mask;
    private IMqttConnection? _mqtt;
    private IVisionTask? _task;
    private VisionPipeline? _pipeline;
    private bool _stopped;

    /// <summary>Nothing is opened before <see cref="Start"/>.</summary>
    public VisionAgent(EdgeVisionOptions options, EdgeVisionSeams seams, ILoggerFactory loggers, IMeterFactory meters)
    {
        _options = options;
        _seams = seams;
        _loggers = loggers;
        _logger = loggers.CreateLogger<VisionAgent>();
        _metrics = new PipelineMetrics(meters, () => _pipeline?.Statistics);
    }

    /// <summary>Ends when every camera is over; fails when a thread of the pipeline died. Valid after <see cref="Start"/>.</summary>
    public Task Completion => _pipeline!.Completion;

    /// <summary>How the pipeline is doing. Valid after <see cref="Start"/>.</summary>
    public PipelineStatistics Statistics => _pipeline!.Statistics;

    /// <summary>Whether the broker has accepted us; <see langword="null"/>: none is configured.</summary>
    public bool? IsMqttConnected => _mqtt?.IsConnected;

    /// <summary>A sentence for each output whose line does not obey. Valid after <see cref="Start"/>.</summary>
    public IReadOnlyList<string> OutputTroubles => _gpio!.Troubles;

    /// <summary>The model's name. Valid after <see cref="Start"/>.</summary>
    public string Model => _task!.Model.Name;

    /// <summary>Opens and starts everything. After an exception, dispose.</summary>
    /// <param name="watchdog">Watches the cameras' pipelines.</param>
    /// <param name="stoppingToken">Ends the wait for the model, which on a small board takes long; the outputs are safe then and no camera is open.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="ConfigurationException">The options ask for what the model cannot give.</exception>
    public void Start(SystemdWatchdog watchdog, CancellationToken stoppingToken = default)
    {
        _gpio = TakeOutputs();
        IMqttConnection? mqtt = OpenMqtt(out MqttTopics topics);
        _task = OpenModel(stoppingToken);
        LogModel(
            _task.Model.Name,
            _task.Model.Sha256,
            _options.Inference.Engine.ToString(),
            _options.Inference.Threads ?? Environment.ProcessorCount,
            _task.Kernels.Count == 0 ? "the engine's own" : string.Join(", ", _task.Kernels));
        IReadOnlyList<Rule> rules = CompileRules(_task.Model);
        if (mqtt is not null)
        {
            // Opened before the model so that a bad setting shows at once, started after it because messages name the model.
            DetectionsOptions results = _options.Mqtt!.Detections;
            var writer = new MessageWriter(_options.DeviceName, _task.Model, withRuns: results.Mask == MaskForm.Runs);
            _mask = results.Mask == MaskForm.Png ? new MaskPicture() : null;
            _mqttSink = new MqttSink(topics, _options.Cameras.Select(camera => camera.Name), _task.Model, writer, results, _mask is null ? null : _mask.Encode);
            _mqttSink.Use(mqtt);
            mqtt.Start();
        }

        IEventSink?[] sinks = [_gpio, _mqttSink, _metrics, .. _seams.Sinks];
        var dispatcher = new EventDispatcher(sinks.OfType<IEventSink>(), _loggers.CreateLogger<EventDispatcher>());
        _pipeline = new VisionPipeline(OpenCameras(rules, watchdog), _task, dispatcher, _seams.Time, _loggers.CreateLogger<VisionPipeline>());
        _pipeline.Start();
    }

    /// <summary>Stops everything within 2.2 s: outputs at once, then the pipeline, then the connection to the broker with the time that is left. Calling again is harmless.</summary>
    public void Stop()
    {
        if (_stopped)
            return;

        _stopped = true;
        long start = Stopwatch.GetTimestamp();
        _gpio?.Stop();
        if (_pipeline?.Stop(s_pipelineLimit) == false)
            LogPipelineHangs(s_pipelineLimit);
        TimeSpan left = s_stopLimit - Stopwatch.GetElapsedTime(start);
        _mqtt?.Stop(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Stops and releases everything. What a hanging thread still uses is left to the end of the process.</summary>
    public void Dispose()
    {
        Stop();
        _gpio?.Dispose();
        _mqtt?.Dispose();
        _mqttSink?.Dispose();
        _pipeline?.Dispose();
        if (_pipeline is not null && !_pipeline.Completion.IsCompleted)
            return;

        _task?.Dispose();
        _mask?.Dispose();
    }

    private IVisionTask OpenModel(CancellationToken stoppingToken)
    {
        // Nothing inside a load looks at a token, so it is left behind on a thread of its own, which does not keep the process alive.
        Task<IVisionTask> opening = Task.Factory.StartNew(() => _seams.OpenModel(_options.Inference), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return opening.WaitAsync(stoppingToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            opening.ContinueWith(static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private GpioSink TakeOutputs()
    {
        var outputs = new List<RuledOutput>();
        try
        {
            foreach (OutputOptions output in _options.Outputs)
            {
                RuleOptions rule = _options.Rules.First(rule => rule.Name == output.Rule);
                IReadOnlyList<string> cameras = rule.Cameras.Count > 0 ? rule.Cameras : [.. _options.Cameras.Select(camera => camera.Name)];
                outputs.Add(new RuledOutput(output, cameras, LinesOf(output.Driver), Report));
            }

            return new GpioSink(outputs, _seams.Time);
        }
        catch
        {
            outputs.ForEach(output => output.Dispose());
            throw;
        }
    }

    private void Report(RuledOutput output, string? trouble)
    {
        if (trouble is null)
            LogOutput(output.Options.Name, output.Description, output.Options.Rule, output.Options.SafeLevel);
        else
            LogOutputRefuses(output.Options.Name, output.Description, trouble);
    }

    private IGpioLines LinesOf(OutputDriver driver)
    {
        if (_seams.OpenGpio is not null)
            return _seams.OpenGpio(driver);

        return driver == OutputDriver.Simulated
            ? new SimulatedGpioLines(_seams.Time, level => LogSimulated(level.Line, level.Active ? OutputLevel.Active : OutputLevel.Inactive))
            : new CharacterDeviceGpioLines();
    }

    private IMqttConnection? OpenMqtt(out MqttTopics topics)
    {
        topics = new MqttTopics(_options.Mqtt?.TopicPrefix ?? "", _options.DeviceName);
        if (_options.Mqtt is not MqttOptions options)
            return null;

        return _mqtt = _seams.OpenMqtt(BrokerConnections.Describe(options, _options.DeviceName), connection => _mqttSink?.PublishBirth(connection), LogReport);
    }

    private List<Rule> CompileRules(ModelManifest model)
    {
        var errors = new List<ConfigurationError>();
        new ModelAgreement(_options, model, (path, message) => errors.Add(new(_options.OriginOf(path), path, message))).Check();
        return errors.Count == 0 ? [.. _options.Rules.Select(rule => new Rule(rule, model.Labels))] : throw new ConfigurationException(errors);
    }

    private List<CameraChannel> OpenCameras(IReadOnlyList<Rule> rules, SystemdWatchdog watchdog)
    {
        var channels = new List<CameraChannel>();
        try
        {
            foreach (CameraOptions camera in _options.Cameras)
            {
                channels.Add(new CameraChannel(
                    camera.Name,
                    _seams.OpenCamera(camera),
                    new IouTracker(_options.Tracking),
                    new RuleEngine(camera.Name, rules, _task!.Model.Labels),
                    CameraChannel.SilenceAt(camera.Fps),
                    new WatchedProgress(watchdog, camera.Name)));
            }

            return channels;
        }
        catch
        {
            channels.ForEach(channel => channel.Dispose());
            throw;
        }
    }

    private void LogReport(MqttConnectionReport report)
    {
        if (report.State is MqttConnectionState.Connected or MqttConnectionState.Stopped)
            LogMqtt(report.Words);
        else
            LogMqttTrouble(report.Words);
    }
}
