using System.Diagnostics;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Configuration;
using EdgeVision.EdgeAgent.Tests.Outputs;
using EdgeVision.EdgeAgent.Tests.Peripherals;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Segmentation;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class EdgeVisionHostTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedSource _source = new();
    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly RecordingConnection _mqtt = new();
    private readonly List<string> _order = [];

    public void Dispose()
    {
        _source.Dispose();
        _task.Dispose();
        _mqtt.Dispose();
    }

    [Fact]
    public async Task StartsOutputsFirstAndCamerasLast_AndStopsSafeWithinThreeSeconds()
    {
        using var stopping = new CancellationTokenSource();
        Task running = EdgeVisionHost.RunAsync(Options(), Seams(), stopping.Token);
        _source.Give(1);
        _sink.Await("door seen Start");
        _sink.Await("door frame 1: 1");

        long start = Stopwatch.GetTimestamp();
        await stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3));
        Assert.Equal(["lamp inactive", "mqtt", "model", "camera", "lamp active", "lamp inactive"], _order);
        Assert.True(_mqtt.IsStarted && _mqtt.IsStopped && _task.IsDisposed && _source.IsDisposed);
        Assert.Contains(("edgevision/box/door/status", "offline", MqttQualityOfService.AtLeastOnce, true), _mqtt.Messages);
        Assert.Equal("door offline", _sink.Lines[^1]);
    }

    [Fact]
    public async Task StopsWithinThreeSeconds_OutputsFirst_ThoughAnInferenceHangsAndTheBrokerIsSilent()
    {
        using var stopping = new CancellationTokenSource();
        using var hang = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        _mqtt.Answers = false;
        Task running = EdgeVisionHost.RunAsync(Options(), Seams(), stopping.Token);
        _source.Give(1);
        _sink.Await("door frame 1: 1");
        _task.See = _ =>
        {
            entered.Set();
            hang.Wait(s_patience);
            return [];
        };
        _source.Give(2);
        Assert.True(entered.Wait(s_patience));

        long start = Stopwatch.GetTimestamp();
        await stopping.CancelAsync();
        Assert.True(SpinWait.SpinUntil(() => Count("lamp inactive") == 2, s_patience));
        bool outputsBeforeTheRest = !_mqtt.IsStopped;
        await running.WaitAsync(s_patience);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        hang.Set();

        Assert.True(outputsBeforeTheRest);
        Assert.True(_mqtt.IsStopped);
        Assert.InRange(took, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task StopsAtOnce_WhileTheModelIsStillLoading()
    {
        using var stopping = new CancellationTokenSource();
        using var hang = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        EdgeVisionSeams seams = Seams() with
        {
            OpenModel = _ =>
            {
                entered.Set();
                hang.Wait(s_patience);
                return _task;
            },
        };
        Task running = Task.Run(() => EdgeVisionHost.RunAsync(Options(), seams, stopping.Token));
        Assert.True(entered.Wait(s_patience));

        long start = Stopwatch.GetTimestamp();
        await stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(3));
        Assert.Equal(["lamp inactive", "mqtt"], _order);
        hang.Set();
        Assert.True(SpinWait.SpinUntil(() => _task.IsDisposed, s_patience));
    }

    [Fact]
    public async Task Ends_WhenEveryCameraIsOver()
    {
        _source.Give(1);
        _source.End();

        await EdgeVisionHost.RunAsync(Options(), Seams()).WaitAsync(s_patience);

        Assert.Contains("door frame 1: 1", _sink.Lines);
    }

    [Fact]
    public async Task Rejects_LabelTheModelDoesNotKnow()
    {
        EdgeVisionOptions options = Options() with { Rules = [new RuleOptions { Name = "seen", Labels = ["persn"] }] };

        ConfigurationException error = await Assert.ThrowsAsync<ConfigurationException>(() => EdgeVisionHost.RunAsync(options, Seams()).WaitAsync(s_patience));

        Assert.Equal("""configuration: $.rules[0].labels[0]: model scripted cannot see "persn"; did you mean "person"?""", error.Message);
        Assert.True(_task.IsDisposed);
    }

    [Fact]
    public async Task Rejects_WhatAModelOfAnotherTaskCannotGive()
    {
        EdgeVisionOptions options = Options() with
        {
            Rules = [new RuleOptions { Name = "seen", Zone = [new(0, 0), new(1, 0), new(1, 1)], MinimumArea = 0.1f }],
            Mqtt = new MqttOptions { Detections = new DetectionsOptions { Mask = MaskForm.Png } },
        };
        using var classifier = new ScriptedTask { Model = new() { Name = "whole", Sha256 = "", Labels = ["cat"], Task = ModelTask.Classification } };

        ConfigurationException error = await Assert.ThrowsAsync<ConfigurationException>(
            () => EdgeVisionHost.RunAsync(options, Seams() with { OpenModel = _ => classifier }).WaitAsync(s_patience));

        Assert.Contains("$.rules[0].zone: model whole says what a picture shows, not where", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.rules[0].minimumArea: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.mqtt.detections.mask: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AZoneInWhichASegmenterHasNoPixel()
    {
        EdgeVisionOptions options =
            Options() with { Rules = [new RuleOptions { Name = "seen", Zone = [new(0.5001f, 0.5001f), new(0.503f, 0.5001f), new(0.503f, 0.503f)] }] };
        using var segmenter = new ScriptedTask
        {
            Model =
                new() { Name = "map", Sha256 = "", Labels = ["road"], Task = ModelTask.Segmentation, Input = new ImageInputSpec { Width = 64, Height = 64 } },
        };

        ConfigurationException error = await Assert.ThrowsAsync<ConfigurationException>(
            () => EdgeVisionHost.RunAsync(options, Seams() with { OpenModel = _ => segmenter }).WaitAsync(s_patience));

        Assert.Contains("$.rules[0].zone: model map gives classes to 64×64 pixels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClassesAndMapsGoTheWholeWay_ToRulesAndMessages()
    {
        using var stopping = new CancellationTokenSource();
        using var segmenter = new ScriptedTask
        {
            Model = new() { Name = "map", Sha256 = "", Labels = ["road", "car"], Task = ModelTask.Segmentation },
            See = _ => [],
            Map = new ClassMap(2, 2, [2, 2, 2, 0]),
        };
        EdgeVisionOptions options = Options() with
        {
            Rules = [new RuleOptions { Name = "seen", Labels = ["car"], MinimumArea = 0.7f, StartFrames = 1, StartWindow = 1 }],
            Mqtt = new MqttOptions { Detections = new DetectionsOptions { Mask = MaskForm.Png } },
        };
        Task running = EdgeVisionHost.RunAsync(options, Seams() with { OpenModel = _ => segmenter }, stopping.Token);
        _source.Give(1);
        _sink.Await("door seen Start");
        _sink.Await("door frame 1: 0");
        await stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.Contains(
            _mqtt.Messages, message => message.Topic == "edgevision/box/door/areas" && message.Payload.Contains("\"area01\":0.75", StringComparison.Ordinal));
        Assert.Contains(_mqtt.Messages, message => message.Topic == "edgevision/box/door/mask" && message.Payload.Contains("PNG", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaysInWhichLineTheUnknownLabelIs()
    {
        using var file = new ConfigurationFile("""
            {
              "cameras": [ { "name": "door", "kind": "replay", "path": "unused" } ],
              "rules": [ {
                "name": "seen",
                "labels": [ "person",
                            "persn" ] } ]
            }
            """);

        ConfigurationException error = await Assert.ThrowsAsync<ConfigurationException>(
            () => EdgeVisionHost.RunAsync(file.Load(), Seams()).WaitAsync(s_patience));

        Assert.StartsWith($"{file.Path}:6: $.rules[0].labels[1]: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_AndLeavesNothingOpen_WhenACameraCannotBeOpened()
    {
        EdgeVisionSeams seams = Seams() with { OpenCamera = _ => throw new CameraException("not there") };

        await Assert.ThrowsAsync<CameraException>(() => EdgeVisionHost.RunAsync(Options(), seams).WaitAsync(s_patience));

        Assert.True(_task.IsDisposed && _mqtt.IsStopped);
    }

    [Fact]
    public async Task ADisplay_ShowsWhatIsSeen_AndSaysThatItStopped()
    {
        using var wire = new DisplayWire();
        EdgeVisionOptions options = Options() with { Display = new DisplayOptions { Kind = DisplayKind.Lcd2004, Bus = "1" } };
        using var stopping = new CancellationTokenSource();
        Task running = EdgeVisionHost.RunAsync(options, Seams() with { OpenI2c = (_, _) => wire }, stopping.Token);
        _source.Give(1);

        Assert.True(
            SpinWait.SpinUntil(() => CharacterWire.Read(wire).Contains("1 person            ", StringComparison.Ordinal), s_patience),
            CharacterWire.Read(wire));
        await stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.Contains("box                 ", CharacterWire.Read(wire), StringComparison.Ordinal);
        Assert.Contains("stopped             ", CharacterWire.Read(wire), StringComparison.Ordinal);
        Assert.True(wire.IsClosed);
    }

    [Fact]
    public async Task ADisplayThatFails_TouchesNothingElse()
    {
        EdgeVisionOptions options = Options() with { Display = new DisplayOptions { Kind = DisplayKind.Ssd1306, Bus = "1" } };
        using var stopping = new CancellationTokenSource();
        var log = new RecordedLog();
        EdgeVisionSeams seams = Seams() with
        {
            OpenI2c = (_, _) => throw new IOException("there is no /dev/i2c-1"),
            ConfigureLogging = logging => logging.ClearProviders().AddProvider(log),
        };
        Task running = EdgeVisionHost.RunAsync(options, seams, stopping.Token);
        _source.Give(1);

        _sink.Await("door frame 1: 1");
        Assert.True(SpinWait.SpinUntil(() => log.Lines.Any(static line => line.Contains("shows nothing", StringComparison.Ordinal)), s_patience));
        await stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.Single(log.Lines, static line => line.StartsWith("Warning: The display (ssd1306 0x3c on /dev/i2c-1) shows nothing", StringComparison.Ordinal));
    }

    private static EdgeVisionOptions Options() => new()
    {
        Device = "box",
        Cameras = [new CameraOptions { Name = "door", Kind = CameraKind.Replay, Path = "unused" }],
        Rules = [new RuleOptions { Name = "seen", StartFrames = 1, StartWindow = 1 }],
        Outputs = [new OutputOptions { Name = "lamp", Driver = OutputDriver.Simulated, Rule = "seen", StaleAfter = TimeSpan.FromMinutes(1) }],
        Mqtt = new MqttOptions(),
    };

    private EdgeVisionSeams Seams() => new()
    {
        OpenGpio = () => new SimulatedGpioLines(TimeProvider.System, level => Note(level.Active ? "lamp active" : "lamp inactive")),
        OpenMqtt = (_, _, _, _) =>
        {
            Note("mqtt");
            return _mqtt;
        },
        OpenModel = _ =>
        {
            Note("model");
            return _task;
        },
        OpenCamera = _ =>
        {
            Note("camera");
            return _source;
        },
        Sinks = [_sink],
        ConfigureLogging = logging => logging.ClearProviders(),
    };

    private int Count(string what)
    {
        lock (_order)
            return _order.Count(noted => noted == what);
    }

    private void Note(string what)
    {
        lock (_order)
            _order.Add(what);
    }
}
