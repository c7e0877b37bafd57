using System.Diagnostics.Metrics;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Tests.Outputs;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class VisionAgentTests : IDisposable
{
    private static readonly TimeSpan s_half = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedSource _source = new();
    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly RecordingConnection _mqtt = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SystemdNotifier _notifier = new("/no/such/socket", 2 * s_half);
    private readonly SystemdWatchdog _watchdog;

    public VisionAgentTests() => _watchdog = new SystemdWatchdog(_notifier, _clock);

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
    public void TheWatchdogForgetsTheCamerasOfAnAgentThatMadeWay()
    {
        using VisionAgent agent = Agent(model: null);
        agent.Start(_watchdog);
        _watchdog.Start();
        _source.Give(1);
        _sink.Await("door frame 1: 1");
        _clock.Advance(3 * s_half);
        string? before = _watchdog.Stall;

        bool hasEnded = agent.MakeWay(TimeSpan.FromSeconds(10), CancellationToken.None);
        _clock.Advance(3 * s_half);

        Assert.StartsWith("The capture thread of camera door has not moved", before, StringComparison.Ordinal);
        Assert.True(hasEnded);
        Assert.Null(_watchdog.Stall);
    }

    [Fact]
    public void APreparedAgentTouchesNeitherLinesNorCamerasNorBroker_AndGivesEverythingBack()
    {
        var model = new SharedModel(_task);
        VisionAgent agent = Agent(model.Share());

        agent.Prepare();
        bool isUntouched = !_mqtt.IsStarted && !_source.IsRead;
        agent.Dispose();

        Assert.True(isUntouched);
        Assert.True(_source.IsDisposed);
        Assert.False(_task.IsDisposed);
        model.Dispose();
        Assert.True(_task.IsDisposed);
    }

    private VisionAgent Agent(SharedModel? model)
    {
        var seams = new EdgeVisionSeams
        {
            OpenCamera = _ => _source,
            OpenModel = _ => _task,
            OpenMqtt = (_, _, _, _) => _mqtt,
            OpenGpio = () => throw new InvalidOperationException("Nothing asks for a line here."),
            Sinks = [_sink],
        };
        return new VisionAgent(
            ReloadableHost.OptionsFor("door") with { Outputs = [] }, seams, NullLoggerFactory.Instance, new PipelineMetrics(
                _services.GetRequiredService<IMeterFactory>()), model);
    }
}
