using System.CommandLine;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;

namespace EdgeVision.Workbench.Demo;

/// <summary><c>edgevision demo</c>: the whole daemon on bundled pictures, with a broker and a line of its own.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan s_farewellLimit = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        Option<int?> frames = Frames();
        Option<string> model = CommonOptions.Model();
        Option<Spelled<EngineKind>> engine = CommonOptions.Engine();
        Option<Spelled<int?>> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        Command command = new("demo", "Run the daemon on bundled pictures: no camera, broker, output, root or network needed.")
        {
            frames, model, engine, threads, json,
        };
        command.SetAction((result, _) =>
        {
            InferenceOptions inference = new()
            {
                Model = result.GetRequiredValue(model),
                Engine = result.GetValue(engine).Value,
                Threads = result.GetValue(threads).Value,
            };
            bool isJson = result.GetValue(json);
            bool isLive = LiveScreen.IsPossible && !isJson;
            int limit = result.GetValue(frames) ?? (isLive ? 0 : DemoOptions.FramesOfTwoRounds);
            return RunAsync(inference, limit, options => isLive ? new LiveScreen(options) : new LineScreen(isJson));
        });
        return command.WithExamples(
            ("edgevision demo", "watch it, until Ctrl-C"),
            ("edgevision demo --frames 60 --json", "sixty frames, one JSON object for each thing that happens"));
    }

    private static async Task<int> RunAsync(InferenceOptions inference, int frames, Func<EdgeVisionOptions, IDemoScreen> screenFor)
    {
        ModelManifest model = ModelPackage.Open(InstalledModels.Locate(inference.Model.Place)).Manifest;
        var recorder = new DemoRecorder(frames);
        await using PrivateBroker broker = await PrivateBroker.StartAsync();
        using MqttConnection subscriber = Subscribe(broker, recorder);
        using var stopping = new CancellationTokenSource();

        EdgeVisionOptions options = DemoOptions.Create(inference, model, broker.Port);
        IDemoScreen screen = screenFor(options);
        Task run = EdgeVisionHost.RunAsync(options, SeamsFor(recorder), stopping.Token);
        _ = recorder.Finished.ContinueWith(_ => stopping.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await screen.ShowAsync(recorder, run);
        await run;
        await Task.WhenAny(recorder.Farewell, Task.Delay(s_farewellLimit));
        subscriber.Stop(s_farewellLimit);

        DemoSummary summary = recorder.Summary;
        screen.Conclude(summary);
        if (!recorder.Finished.IsCompleted)
            return frames > 0 ? ExitCode.Interrupted : ExitCode.Ok;
        if (summary.Frames > 0 && summary.Messages > 0)
            return ExitCode.Ok;

        await Console.Error.WriteLineAsync(
            $"edgevision: the demo saw {summary.Frames} frames and received {summary.Messages} messages; at least one of each was to be expected.");
        return ExitCode.Defect;
    }

    private static MqttConnection Subscribe(PrivateBroker broker, DemoRecorder recorder)
    {
        MqttConnectionOptions options = new() { Host = "127.0.0.1", Port = broker.Port, ClientId = "edgevision-demo-subscriber" };
        var subscriber = new MqttConnection(options, [new MqttSubscription("edgevision/#", recorder.OnMessage)]);
        subscriber.Start();
        return subscriber;
    }

    private static EdgeVisionSeams SeamsFor(DemoRecorder recorder) => new()
    {
        OpenModel = options =>
        {
            IVisionTask task = ModelLoading.Open(options);
            recorder.Labels = task.Model.Labels;
            return task;
        },
        OpenGpio = () => new SimulatedGpioLines(TimeProvider.System, recorder.OnLevel),
        Sinks = [recorder],
    };

    private static Option<int?> Frames() => new("--frames", "-n")
    {
        Description = $"End after this many frames; 0: at Ctrl-C. Default: 0 where a terminal shows the demo, else {DemoOptions.FramesOfTwoRounds}.",
        HelpName = "N",
        CustomParser = result => NumberArgument.Parse<int>(result, static frames => frames >= 0, "of frames"),
    };
}
