using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Pixels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

/// <summary>
/// The whole daemon with two cameras, a line for each and a broker; at one seam after the other something throws what nobody foresaw, as soon as the
/// camera "door" is concerned. The process lives, "yard" and everything of it goes on, and the log has the stack once.
/// </summary>
public sealed class ContainmentTests : IDisposable
{
    private const byte Bad = 66;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedSource _door = new();
    private readonly ScriptedSource _yard = new();
    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly RecordedLog _log = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _levels = [];

    // What the seam under test throws at, from the moment on that everything stands.
    private volatile string _broken = "";

    public ContainmentTests()
    {
        Func<byte, Detection[]> see = _task.See;
        _task.See = value => value != Bad ? see(value) : _broken switch
        {
            "preprocessing" => Preprocess(),
            "session" => throw new InvalidOperationException("[ErrorCode:Fail] a session's word"),
            "task" => see(value)[1..1][0] is { } found ? [found] : [],
            "memory" => throw new InsufficientMemoryException("a picture's"),
            _ => see(value),
        };
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _door.Dispose();
        _yard.Dispose();
        _task.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("source", 1)]
    [InlineData("decoder", 1)]
    [InlineData("preprocessing", 1)]
    [InlineData("session", 1)]
    [InlineData("task", 1)]
    [InlineData("memory", 1)]
    [InlineData("sink.OnCamera", 1)]
    [InlineData("sink.OnEvent", 1)]
    [InlineData("sink.OnFrame", 1)]
    [InlineData("mqtt", 1)]
    [InlineData("gpio", 0)]
    public async Task WhatThrowsAtOneSeamTouchesNothingElse(string seam, int stacks)
    {
        Task running = EdgeVisionHost.RunAsync(Options(), Seams(), _stopping.Token);
        _yard.Give(1);
        _sink.Await("yard frame 1: 1");
        _broken = seam;

        BreakDoor(seam);
        _yard.Give(1);
        _sink.Await("yard frame 2: 1");
        AwaitTold(seam);
        string[] told = _log.Stacks;
        BreakDoor(seam);
        _yard.Give(1);
        _sink.Await("yard frame 3: 1");
        _broken = "";
        _door.Give(1);
        _sink.Await("door seen Start");
        bool isRunning = !running.IsCompleted;
        await _stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.True(isRunning);
        Assert.True(stacks == told.Length, string.Join("\n\n", told));
        Assert.True(stacks == _log.Stacks.Length, string.Join("\n\n", _log.Stacks));
        Assert.All(told, stack => Assert.Contains("   at ", stack, StringComparison.Ordinal));
        Assert.Contains("yard lamp active", _levels);
        Assert.Equal("yard lamp inactive", _levels.Last(level => level.StartsWith("yard", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ACameraThatOnlyThrowsMakesItsOutputsSafe_AndTheStatusSaysWhy()
    {
        EdgeVisionOptions options = Options();
        Task running = EdgeVisionHost.RunAsync(options, Seams(), _stopping.Token);
        _door.Give(1);
        _sink.Await("door frame 1: 1");
        Assert.True(SpinWait.SpinUntil(() => Level("door lamp active") == 1 && _door.Lent == 0, s_patience));
        _broken = "session";

        // Frames come all the time, and each of them throws.
        for (int i = 0; i < 6; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            BreakDoor("session");
        }

        _sink.Await("door offline");
        Assert.True(SpinWait.SpinUntil(() => Level("door lamp inactive") >= 2, s_patience), string.Join(", ", _levels));
        _clock.Advance(TimeSpan.FromSeconds(3));
        await _stopping.CancelAsync();
        await running.WaitAsync(s_patience);
        const string Status = "(door: defect: InvalidOperationException: [ErrorCode:Fail] a session's word, 6 defects, see the log)";
        Assert.Contains(
            _log.Lines, line => line.StartsWith("Debug: 0 of 2 cameras online ", StringComparison.Ordinal) && line.Contains(Status, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhenNothingButDefectsHappens_TheDaemonMakesItsOutputsSafeAndFails()
    {
        Task running = EdgeVisionHost.RunAsync(Options(), Seams(), _stopping.Token);
        _door.Give(1);
        _sink.Await("door frame 1: 1");
        Assert.True(SpinWait.SpinUntil(() => _door.Lent == 0, s_patience));
        _broken = "session";

        _clock.Advance(DefectLimit.Period);
        for (int i = 1; i <= DefectLimit.MinDefects; i++)
        {
            int before = _door.Taken;
            _door.Give(Bad);
            Assert.True(SpinWait.SpinUntil(() => _door.Taken > before && _door.Lent == 0, s_patience));
        }

        await Assert.ThrowsAsync<EndlessDefectException>(() => running.WaitAsync(s_patience));
        Assert.Equal("door lamp inactive", _levels.Last(level => level.StartsWith("door", StringComparison.Ordinal)));
    }

    private static EdgeVisionOptions Options() => new()
    {
        Device = "box",
        Cameras = [Camera("door"), Camera("yard")],
        Rules = [Rule("seen"), Rule("door", "door"), Rule("yard", "yard")],
        Outputs = [Output("door"), Output("yard")],
        Mqtt = new MqttOptions(),
        Logging = new LoggingOptions { Level = LogLevel.Debug },
    };

    private static CameraOptions Camera(string name) => new() { Name = name, Kind = CameraKind.Replay, Path = "unused" };

    private static RuleOptions Rule(string name, params string[] cameras) =>
        new() { Name = name, Cameras = cameras, StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromMinutes(10) };

    private static OutputOptions Output(string camera) =>
        new() { Name = camera, Driver = OutputDriver.Simulated, Line = $"{camera} lamp", Rule = camera, StaleAfter = TimeSpan.FromSeconds(3) };

    private static Detection[] Preprocess()
    {
        new ImagePreprocessor(new ImageInputSpec { Width = 8, Height = 8 }).Run(
            new ImageView(new FrameFormat(PixelFormat.Grey, 4, 4, 1), new byte[16]), new float[192]);
        return [];
    }

    private void BreakDoor(string seam)
    {
        int before = _door.Taken;
        if (seam == "source")
            _door.Fail(new InvalidOperationException("a source's word"));
        else if (seam == "decoder")
            _door.GiveUnreadable();
        else
            _door.Give(Bad);
        Assert.True(SpinWait.SpinUntil(() => _door.Taken > before && _door.Lent == 0, s_patience));
    }

    private void AwaitTold(string seam) => Assert.True(
        SpinWait.SpinUntil(() => seam == "gpio" ? _log.Lines.Any(
            line => line.Contains("defect: ArithmeticException: a line's word", StringComparison.Ordinal)) : _log.Stacks.Length > 0, s_patience),
        $"{seam}: {string.Join(Environment.NewLine, _log.Lines)}");

    private int Level(string level)
    {
        lock (_levels)
            return _levels.Count(one => one == level);
    }

    private EdgeVisionSeams Seams() => new()
    {
        OpenGpio = () => new Lines(this),
        OpenMqtt = (_, _, _, _) => new Connection(this),
        OpenModel = _ => _task,
        OpenCamera = options => options.Name == "door" ? _door : _yard,
        Sinks = [new Sink(this), _sink],
        ConfigureLogging = logging => logging.ClearProviders().AddProvider(_log),
        Time = _clock,
        RuntimeFolder = null,
    };

    private void ThrowAt(string seam, string camera)
    {
        if (_broken == seam && camera == "door")
            throw new ArithmeticException($"a {seam}'s word");
    }

    private sealed class Sink(ContainmentTests test) : IEventSink
    {
        public string Name => "broken";

        public void OnCamera(in CameraStatus status) => test.ThrowAt("sink.OnCamera", status.Camera);

        public void OnEvent(in VisionEvent visionEvent) => test.ThrowAt("sink.OnEvent", visionEvent.Camera);

        public void OnFrame(in FrameResult frame) => test.ThrowAt("sink.OnFrame", frame.Camera);
    }

    private sealed class Connection(ContainmentTests test) : IMqttConnection
    {
        public bool IsConnected => true;

        public long Dropped => 0;

        public string? Error => null;

        public void Start()
        {
        }

        public bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null)
        {
            test.ThrowAt("mqtt", topic.Contains("/door/", StringComparison.Ordinal) ? "door" : "");
            return true;
        }

        public bool Stop(TimeSpan limit) => true;

        public void Dispose()
        {
        }
    }

    private sealed class Lines(ContainmentTests test) : IGpioLines
    {
        public IGpioOutput RequestOutput(GpioOutputRequest request)
        {
            var line = new LampLine(test, request.Line);
            line.Set(request.InitiallyActive);
            return line;
        }
    }

    private sealed class LampLine(ContainmentTests test, string name) : IGpioOutput
    {
        public string Description => name;

        public void Set(bool active)
        {
            if (active && test._broken == "gpio" && name == "door lamp")
                throw new ArithmeticException("a line's word");
            lock (test._levels)
                test._levels.Add($"{name} {(active ? "active" : "inactive")}");
        }

        public void Dispose()
        {
        }
    }
}
