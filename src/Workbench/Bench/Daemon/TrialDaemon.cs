using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using Microsoft.Extensions.Logging;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>
/// The daemon of one trial, in this process: the host that <c>edgevision run</c> starts, with all its threads and timers, over
/// the seams that the demo uses too. A recording plays the camera, and clocks sit where the network and the connection to the broker begin.
/// </summary>
internal static class TrialDaemon
{
    /// <summary>The topic of the messages that a trial publishes for each frame.</summary>
    public const string Topic = $"edgevision/{Device}/{Camera}/detections";

    private const string Device = "bench";
    private const string Camera = "camera";

    // Opening a model on a small board takes long, a broker that never answers takes for ever.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it until everything is measured.</summary>
    /// <exception cref="OperationCanceledException">Ended by a signal.</exception>
    /// <exception cref="OwnProcessException">Not enough frames went all their way in time.</exception>
    public static async Task<TrialLog> RunAsync(DaemonTrial trial)
    {
        InferenceOptions inference = new() { Threads = 1 };
        ModelPackage package = ModelPackage.Open(InstalledModels.Locate(inference.Model.Place));
        NetworkClock? network = trial.Work == TrialWork.Network
            ? new NetworkClock(InferenceSessions.Open(package.File, new EngineOptions { Engine = inference.Engine, Threads = inference.Threads })) : null;
        var handOver = new HandOverClock();
        var recorder = new FrameRecorder(trial, handOver, network);
        EdgeVisionSeams seams = new()
        {
            OpenCamera = _ => SampleRecording.Open(trial.FramesPerSecond),
            OpenModel = _ => network is null
                ? StandIn(trial.Work, package.Manifest)
                : VisionTasks.Open(new LoadedModel(package.Manifest, package.File, network)),
            OpenMqtt = (options, subscriptions, onConnected, report) =>
                handOver.Around(trial.BrokerPort is null ? new DiscardingConnection() : new MqttConnection(options, subscriptions, onConnected, report)),
            Sinks = [recorder],
            // Standard output is for the result.
            ConfigureLogging = static logging => logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace),
        };

        using var stopping = new CancellationTokenSource();
        Task run = EdgeVisionHost.RunAsync(Configure(trial, inference), seams, stopping.Token);
        TimeSpan limit = DaemonTrial.WarmUp + trial.Duration + s_patience;
        Task first = await Task.WhenAny(run, recorder.Finished, Task.Delay(limit, stopping.Token));
        await stopping.CancelAsync();
        await run;
        if (recorder.Finished.IsCompleted)
            return await recorder.Finished;

        throw first == run
            ? new OperationCanceledException()
            : new OwnProcessException($"the daemon did not publish enough frames within {limit.TotalSeconds:0} s.");
    }

    private static StandInTask StandIn(TrialWork work, ModelManifest model) =>
        new(model, work == TrialWork.Preprocessing ? new ImagePreprocessor(model.Input!) : null);

    // Two rules: one that goes on, and one whose zone's edge the last of five objects side by side crosses to and fro.
    private static EdgeVisionOptions Configure(DaemonTrial trial, InferenceOptions inference) => new()
    {
        Device = Device,
        Inference = inference,
        Cameras = [new CameraOptions { Name = Camera, Kind = CameraKind.Replay, Fps = trial.FramesPerSecond }],
        Rules =
        [
            new RuleOptions { Name = "anything" },
            new RuleOptions { Name = "right", Zone = [new(0.78f, 0), new(1, 0), new(1, 1), new(0.78f, 1)], EndAfter = TimeSpan.FromSeconds(0.2) },
        ],
        Mqtt = new MqttOptions { Host = "127.0.0.1", Port = trial.BrokerPort },
        Logging = new LoggingOptions { Level = LogLevel.Warning },
    };
}
