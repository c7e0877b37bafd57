using System.Diagnostics.Metrics;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class ConfigurationReloadTests : IDisposable
{
    private readonly ReloadableHost _daemon = new();

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public async Task PutsNewCamerasAndRulesToWork_AndKeepsTheModel()
    {
        await _daemon.StartAsync();
        _daemon.Options =
            ReloadableHost.OptionsFor("door", "yard") with { Outputs = [], Rules = [new RuleOptions { Name = "visitor", StartFrames = 1, StartWindow = 1 }] };

        string status = _daemon.Reload();
        _daemon.Sources[2].Give(1);
        _daemon.Sink.Await("yard visitor Start");

        Assert.Contains("STATUS=0 of 2 cameras online", status, StringComparison.Ordinal);
        Assert.Equal(3, _daemon.Sources.Count);
        Assert.False(Assert.Single(_daemon.Models).IsDisposed);
        Assert.Contains("Information: The new configuration is at work: 2 cameras, 1 rules, 0 outputs.", _daemon.Log.Lines);
    }

    [Fact]
    public async Task ClosesTheOldBeforeTheNewIsUsed_AndOutputsGoSafeMeanwhileAndComeBack()
    {
        await _daemon.StartAsync();
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door seen Start");
        _daemon.Sink.Await("door frame 1: 1");
        _daemon.Options = _daemon.Options with { Mqtt = new MqttOptions { TopicPrefix = "elsewhere" } };

        _daemon.Reload();
        bool oldIsClosed = _daemon.Sources[0].IsDisposed && _daemon.Connections[0].IsStopped;
        _daemon.Sources[1].Give(1);
        _daemon.Sink.Await("door seen Start", times: 2);
        _daemon.Sink.Await("door frame 1: 1", times: 2);

        Assert.True(oldIsClosed);
        Assert.Equal(
            [
                "lamp inactive", "mqtt edgevision-box", "model", "camera", "lamp active",
                "mqtt edgevision-box", "camera", "lamp inactive", "lamp inactive", "lamp active",
            ],
            _daemon.Order);
        Assert.Equal(
            ["door online", "door seen Start", "door frame 1: 1", "door seen End", "door offline", "door online", "door seen Start", "door frame 1: 1"],
            _daemon.Sink.Lines);
        Assert.Contains(("edgevision/box/door/status", "offline", MqttQualityOfService.AtLeastOnce, true), _daemon.Connections[0].Messages);
        Assert.Contains(
            _daemon.Connections[0].Messages,
            message => message.Topic == "edgevision/box/door/events" && message.Payload.Contains("\"end\"", StringComparison.Ordinal));
        Assert.All(_daemon.Connections[1].Messages, message => Assert.StartsWith("elsewhere/box/", message.Topic, StringComparison.Ordinal));
        Assert.True(_daemon.Connections[1].IsStarted);
    }

    [Fact]
    public async Task TheBrokerForgetsACameraThatIsNoLongerConfigured_UntilItIsBack()
    {
        _daemon.Options = ReloadableHost.OptionsFor("door", "yard");
        await _daemon.StartAsync();
        _daemon.Births[0]();
        (string, string, MqttQualityOfService, bool) forgotten = ("edgevision/box/yard/status", "", MqttQualityOfService.AtLeastOnce, true);

        _daemon.Options = ReloadableHost.OptionsFor("door");
        _daemon.Reload();
        _daemon.Births[1]();
        _daemon.Options = ReloadableHost.OptionsFor("door", "yard");
        _daemon.Reload();
        _daemon.Births[2]();

        Assert.DoesNotContain(forgotten, _daemon.Connections[0].Messages);
        Assert.Contains(forgotten, _daemon.Connections[1].Messages);
        Assert.DoesNotContain(_daemon.Connections[1].Messages, message => message.Topic == forgotten.Item1 && message.Payload.Length > 0);
        Assert.DoesNotContain(forgotten, _daemon.Connections[2].Messages);
        Assert.Contains(_daemon.Connections[2].Messages, message => message.Topic == forgotten.Item1 && message.Payload == "offline");
    }

    [Theory]
    [InlineData("""{ "cameras": [ """, ":1: $: is not JSON")]
    [InlineData("""{ "cameras": [ { "name": "door", "kind": "replay", "path": "x", "fqs": 1 } ] }""", ":1: $.cameras[0].fqs: is not a setting")]
    [InlineData(
        """{ "cameras": [ { "name": "door", "kind": "replay", "path": "x" } ], "rules": [ { "name": "seen", "labels": [ "persn" ] } ] }""",
        ":1: $.rules[0].labels[0]: model scripted cannot see")]
    [InlineData(null, "there is no such file")]
    public async Task RefusesABadFile_AndTheLastGoodOneGoesOnUntouched(string? text, string error)
    {
        using var file = new ConfigurationFile("""{ "cameras": [ { "name": "door", "kind": "replay", "path": "x" } ] }""");
        string good = await File.ReadAllTextAsync(file.Path);
        _daemon.Read = () => file.Load();
        await _daemon.StartAsync();
        if (text is null)
            File.Delete(file.Path);
        else
            await File.WriteAllTextAsync(file.Path, text);

        string refused = _daemon.Reload();
        string[] errors = [.. _daemon.Log.Lines.Where(line => line.StartsWith("Error: ", StringComparison.Ordinal))];
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door frame 1: 1");
        await File.WriteAllTextAsync(file.Path, $"// the same again\n{good}");
        string accepted = _daemon.Reload();

        Assert.Contains($"refused, running the one before: {file.Path}", refused, StringComparison.Ordinal);
        Assert.Contains(error, refused, StringComparison.Ordinal);
        Assert.Contains(errors, line => line.StartsWith($"Error: {file.Path}", StringComparison.Ordinal) && line.Contains(error, StringComparison.Ordinal));
        Assert.Contains("Error: The new configuration is refused (1 errors, see above); the one before goes on.", errors);
        Assert.DoesNotContain("refused", accepted, StringComparison.Ordinal);
        Assert.Equal(["model", "camera"], _daemon.Order);
        Assert.False(_daemon.Sources[0].IsDisposed || _daemon.Models[0].IsDisposed);
    }

    [Fact]
    public async Task LogsEveryError_AndTellsTheFirstInTheStatus()
    {
        using var file = new ConfigurationFile("""{ "cameras": [ { "name": "door", "kind": "replay", "path": "x" } ] }""");
        _daemon.Read = () => file.Load();
        await _daemon.StartAsync();
        await File.WriteAllTextAsync(
            file.Path, "{\n\"cameras\": [ { \"name\": \"door\", \"kind\": \"replay\",\n\"fps\": 0, \"path\": \"x\" } ],\n\"deivce\": \"box\" }");

        string status = _daemon.Reload();

        Assert.Contains($"{file.Path}:3: $.cameras[0].fps: 0 is out of range", status, StringComparison.Ordinal);
        Assert.Contains("(and 1 more); 0 of 1 cameras online", status, StringComparison.Ordinal);
        Assert.Contains(_daemon.Log.Lines, line => line.StartsWith($"Error: {file.Path}:3: $.cameras[0].fps: ", StringComparison.Ordinal));
        Assert.Contains(_daemon.Log.Lines, line => line.StartsWith($"Error: {file.Path}:4: $.deivce: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpensAnotherModelBeforeItTouchesTheRunningOne_AndClosesThatAfterwards()
    {
        await _daemon.StartAsync();
        _daemon.Options = _daemon.Options with { Inference = new InferenceOptions { MinimumScore = 0.5f } };

        _daemon.Reload();

        Assert.Equal(["lamp inactive", "mqtt edgevision-box", "model", "camera", "mqtt edgevision-box", "model", "camera", "lamp inactive"], _daemon.Order);
        Assert.Equal([true, false], _daemon.Models.Select(model => model.IsDisposed));
    }

    [Fact]
    public async Task ClosesTheModelOfARefusedConfiguration_AndKeepsTheRunningOne()
    {
        await _daemon.StartAsync();
        _daemon.Options =
            _daemon.Options with { Inference = new InferenceOptions { MinimumScore = 0.5f }, Rules = [new RuleOptions { Name = "seen", Labels = ["persn"] }] };

        string status = _daemon.Reload();

        Assert.Contains("refused", status, StringComparison.Ordinal);
        Assert.Equal([false, true], _daemon.Models.Select(model => model.IsDisposed));
    }

    [Fact]
    public async Task RefusesAModelAndARecordingThatAreNotThere()
    {
        await _daemon.StartAsync();
        _daemon.NextModel = static () => throw new FileNotFoundException("There is no such model.");
        _daemon.NextSource = static () => throw new CameraException("There is no such recording.");

        _daemon.Options = ReloadableHost.OptionsFor("yard") with { Inference = new InferenceOptions { Model = "absent" } };
        string first = _daemon.Reload();
        _daemon.Options = ReloadableHost.OptionsFor("yard");
        string second = _daemon.Reload();
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door frame 1: 1");

        Assert.Contains("refused, running the one before: There is no such model; 0 of 1 cameras online", first, StringComparison.Ordinal);
        Assert.Contains("refused, running the one before: There is no such recording; 0 of 1 cameras online", second, StringComparison.Ordinal);
        Assert.Contains("Error: There is no such model.", _daemon.Log.Lines);
        Assert.False(_daemon.Sources[0].IsDisposed || _daemon.Models[0].IsDisposed || _daemon.Connections[0].IsStopped);
    }

    [Fact]
    public async Task StartsTheOldOptionsAgain_WhenTheNewOnesDoNotStart()
    {
        int requests = 0;
        _daemon.Seams = _daemon.Seams with
        {
            OpenGpio = () => ++requests == 2 ? throw new InvalidOperationException("a driver that fails") : new SimulatedGpioLines(TimeProvider.System),
        };
        await _daemon.StartAsync();
        _daemon.Options = ReloadableHost.OptionsFor("yard") with { Inference = new InferenceOptions { MinimumScore = 0.5f } };

        string status = _daemon.Reload();
        _daemon.Sources[2].Give(1);
        _daemon.Sink.Await("door frame 1: 1");

        Assert.Contains("refused, running the one before: a driver that fails; ", status, StringComparison.Ordinal);
        Assert.Contains("Error: The new configuration does not start; starting the one before again. a driver that fails", _daemon.Log.Lines);
        Assert.Equal([false, true], _daemon.Models.Select(model => model.IsDisposed));
        Assert.Equal([true, true, false], _daemon.Sources.Select(source => source.IsDisposed));
        Assert.Equal([true, true, false], _daemon.Connections.Select(connection => connection.IsStopped));
    }

    [Fact]
    public async Task EndsWithTheError_WhenTheOldOptionsDoNotStartEither()
    {
        int requests = 0;
        _daemon.Seams = _daemon.Seams with
        {
            OpenGpio = () => ++requests > 1 ? throw new InvalidOperationException("a driver that fails") : new SimulatedGpioLines(TimeProvider.System),
        };
        await _daemon.StartAsync();
        _daemon.Options = _daemon.Options with { Device = "other" };

        _daemon.HangUp();
        await _daemon.AwaitShutdown();

        Assert.Equal("a driver that fails", Assert.Throws<InvalidOperationException>(_daemon.ThrowIfFailed).Message);
        Assert.All(_daemon.Sources, source => Assert.True(source.IsDisposed));
    }

    [Fact]
    public async Task ALevelAlone_TakesEffectWithoutDisturbingAnything()
    {
        await _daemon.StartAsync();
        ILogger logger = _daemon.Logger();
        bool before = logger.IsEnabled(LogLevel.Debug);
        _daemon.Options = ReloadableHost.OptionsFor("door") with { Logging = new LoggingOptions { Level = LogLevel.Debug } };

        _daemon.Reload();

        Assert.False(before);
        Assert.True(logger.IsEnabled(LogLevel.Debug));
        Assert.Single(_daemon.Sources);
        _daemon.Options = ReloadableHost.OptionsFor("door") with { Logging = new LoggingOptions { Level = LogLevel.Error } };
        _daemon.Reload();
        Assert.False(logger.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public async Task LeavesNothingBehind_AfterTwentyReloads()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Add(instruments, instrument) };
        await _daemon.StartAsync();
        object scope = _daemon.Services.GetRequiredService<IMeterFactory>();
        listener.Start();

        for (int i = 1; i <= 20; i++)
        {
            _daemon.Options = ReloadableHost.OptionsFor($"camera{i}") with { Inference = new InferenceOptions { MinimumScore = i / 100f } };
            _daemon.Reload();
            _daemon.Sources[i].Give(1);
            _daemon.Sink.Await($"camera{i} frame 1: 1");
        }

        Assert.Equal(10, instruments.Count(instrument => ReferenceEquals(instrument.Meter.Scope, scope)));
        Assert.Equal(21, _daemon.Sources.Count);
        Assert.Equal([_daemon.Sources[^1]], _daemon.Sources.Where(source => !source.IsDisposed));
        Assert.Equal([_daemon.Models[^1]], _daemon.Models.Where(model => !model.IsDisposed));
        Assert.Equal([_daemon.Connections[^1]], _daemon.Connections.Where(connection => !connection.IsStopped));
        Assert.All(_daemon.Sources.SkipLast(1), source => Assert.Equal(0, source.Lent));
    }

    private static void Add(List<Instrument> instruments, Instrument instrument)
    {
        // Other tests of this process have meters, too.
        lock (instruments)
            instruments.Add(instrument);
    }
}
