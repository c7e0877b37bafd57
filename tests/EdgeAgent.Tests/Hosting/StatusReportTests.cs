using System.Diagnostics.Metrics;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Gpio;
using EdgeVision.EdgeAgent.Tests.Outputs;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class StatusReportTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSource _source = new();
    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly RecordingConnection _mqtt = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SystemdNotifier _notifier = new(null, null);
    private readonly SystemdWatchdog _watchdog;

    public StatusReportTests() => _watchdog = new SystemdWatchdog(_notifier, _time);

    public void Dispose()
    {
        _watchdog.Dispose();
        _notifier.Dispose();
        _mqtt.Dispose();
        _source.Dispose();
        _task.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void TellsCamerasRatesLatencyModelAndBroker()
    {
        using VisionAgent agent = Agent(new EdgeVisionOptions { Mqtt = new MqttOptions() });
        var report = new StatusReport(() => agent, _time);
        for (int frame = 1; frame <= 4; frame++)
        {
            _source.Give(1);
            _sink.Await($"door frame {frame}: 1");
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        string first = Next(report);
        _mqtt.IsConnected = false;
        _time.Advance(TimeSpan.FromSeconds(2));
        string second = Next(report);

        Assert.StartsWith("1 of 1 cameras online, 2.0 fps in, 2.0 fps inferred, latency p50 ", first, StringComparison.Ordinal);
        Assert.EndsWith(", scripted, MQTT connected", first, StringComparison.Ordinal);
        Assert.StartsWith("1 of 1 cameras online, 0.0 fps in, 0.0 fps inferred, ", second, StringComparison.Ordinal);
        Assert.EndsWith(", MQTT away", second, StringComparison.Ordinal);
    }

    [Fact]
    public void TellsWhyACameraAndAnOutputAreDown()
    {
        _source.Error = "It is away.";
        using VisionAgent agent = Agent(new EdgeVisionOptions
        {
            Rules = [new RuleOptions { Name = "seen" }],
            Outputs = [new OutputOptions { Name = "lamp", Line = "GPIO17", Rule = "seen" }],
        });

        string line = Next(new StatusReport(() => agent, _time));

        Assert.StartsWith("0 of 1 cameras online (door: It is away), 0.0 fps in", line, StringComparison.Ordinal);
        Assert.EndsWith(", no MQTT; output lamp: No GPIO line is named “GPIO17”; this machine has no chip that can be opened", line, StringComparison.Ordinal);
    }

    [Fact]
    public void TellsWhyAnInputIsDown_AndWhichCameraWaitsForIt()
    {
        var kernel = new FakeGpioKernel();
        var chip = new FakeGpioChip("gpiochip0", "pinctrl-rp1", "GPIO27");
        kernel.Chips["/dev/gpiochip0"] = chip;
        chip.Lines[0].Holder = "gpioset";
        using VisionAgent agent = Agent(
            new EdgeVisionOptions { Inputs = [new InputOptions { Name = "pir", Kind = InputKind.Pir, Line = "GPIO27" }] }, camera: CameraWhen("pir"),
            inputs: kernel);
        var report = new StatusReport(() => agent, _time);
        _source.Give(1);
        Assert.True(SpinWait.SpinUntil(() => agent.Statistics.CountersOf(0).Skipped == 1, s_patience));

        string down = Next(report);
        chip.Lines[0].Holder = null;
        _time.Advance(InputSet.RetryAfter);
        kernel.Pull(chip.Lines[0], high: true);
        Assert.True(SpinWait.SpinUntil(() => TakesFrame(agent), s_patience));
        _sink.Await("door frame 1: 1");
        string up = Next(report);

        Assert.StartsWith("1 of 1 cameras online (door waits for input pir), ", down, StringComparison.Ordinal);
        Assert.EndsWith(
            "; input pir: pinctrl-rp1 line 0 (GPIO27) is held by “gpioset”; stop that program or choose another line", down, StringComparison.Ordinal);
        Assert.StartsWith("1 of 1 cameras online, ", up, StringComparison.Ordinal);
        Assert.DoesNotContain("pir", up, StringComparison.Ordinal);
    }

    /// <summary>Gives a frame and sees what becomes of it: an edge that was read may not have been judged yet.</summary>
    private bool TakesFrame(VisionAgent agent)
    {
        CameraCounters before = agent.Statistics.CountersOf(0);
        _source.Give(1);
        SpinWait.SpinUntil(() => agent.Statistics.CountersOf(0) is var now && now.Inferred + now.Skipped > before.Inferred + before.Skipped, s_patience);
        return agent.Statistics.CountersOf(0).Inferred > 0;
    }

    [Fact]
    public void CountsAnotherAgentFromNothing_AndTellsANoticeFirst()
    {
        VisionAgent? running = null;
        var report = new StatusReport(() => running, _time);
        using (running = Agent(new EdgeVisionOptions()))
        {
            _source.Give(1);
            _sink.Await("door frame 1: 1");
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Contains(", 1.0 fps in, 1.0 fps inferred, ", Next(report), StringComparison.Ordinal);
        }

        running = null;
        string between = Next(report);
        using var source = new ScriptedSource();
        running = Agent(new EdgeVisionOptions(), source);
        source.Give(1);
        _sink.Await("door frame 1: 1", times: 2);
        _time.Advance(TimeSpan.FromSeconds(2));
        report.Notice = "refused";
        string after = Next(report);
        running.Dispose();

        Assert.Equal("one configuration is taking the place of another", between);
        Assert.StartsWith("refused; 1 of 1 cameras online, 0.5 fps in, 0.5 fps inferred, ", after, StringComparison.Ordinal);
    }

    [Fact]
    public void AllocatesNothingWhileEverythingWorks()
    {
        using VisionAgent agent = Agent(new EdgeVisionOptions { Mqtt = new MqttOptions() });
        var report = new StatusReport(() => agent, _time);
        report.Next(0, static (_, _) => { });

        Assert.Equal(0, Allocated.By(() => report.Next(0, static (_, _) => { })));
    }

    private static string Next(StatusReport report)
    {
        string text = "";
        report.Next(0, (line, _) => text = line.ToString());
        return text;
    }

    private static CameraOptions CameraWhen(string? input) => new() { Name = "door", Kind = CameraKind.Replay, Path = "unused", When = input };

    private VisionAgent Agent(EdgeVisionOptions options, ScriptedSource? source = null, CameraOptions? camera = null, FakeGpioKernel? inputs = null)
    {
        var seams = new EdgeVisionSeams
        {
            OpenCamera = _ => source ?? _source,
            OpenModel = _ => _task,
            OpenMqtt = (_, _, _, _) => _mqtt,
            OpenGpio = () => new CharacterDeviceGpioLines(new FakeGpioKernel()),
            OpenInputs = _ => new CharacterDeviceGpioLines(inputs!),
            Sinks = [_sink],
            Time = inputs is null ? TimeProvider.System : _time,
        };
        options = options with { Device = "box", Cameras = [camera ?? CameraWhen(null)] };
        var agent = new VisionAgent(options, seams, NullLoggerFactory.Instance, new PipelineMetrics(_services.GetRequiredService<IMeterFactory>()));
        agent.Start(_watchdog);
        return agent;
    }
}
