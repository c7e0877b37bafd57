using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting.Checks;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

/// <summary>What the daemon makes of what <c>config check</c> would find.</summary>
public sealed class CheckedStartTests : IDisposable
{
    private readonly ReloadableHost _daemon = new();

    public CheckedStartTests() => _daemon.Seams = _daemon.Seams with { CheckSurroundings = ConfigurationCheck.Surroundings };

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public async Task AStart_TellsWhatIsMissing_AndWorksWithoutIt()
    {
        _daemon.Options = _daemon.Options with { Mqtt = new MqttOptions { Tls = new BrokerTlsOptions { Ca = "/no/such/ca.pem" } } };

        await _daemon.StartAsync();
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door frame 1: 1");

        Assert.Contains("Error: configuration: $.mqtt.tls.ca: /no/such/ca.pem is not there; put it there, or name another file.", _daemon.Log.Lines);
        Assert.Contains("Warning: configuration: $.cameras[0].path: unused is not there; put it there, or name another file.", _daemon.Log.Lines);
    }

    [Fact]
    public async Task AReload_RefusesWhatTheCheckRefuses_BeforeItOpensAnything()
    {
        await _daemon.StartAsync();
        _daemon.Options = _daemon.Options with
        {
            Inference = new InferenceOptions { MinimumScore = 0.4f },
            Mqtt = new MqttOptions { Tls = new BrokerTlsOptions { Ca = "/no/such/ca.pem" } },
        };

        string status = _daemon.Reload();

        Assert.Contains("refused, running the one before: configuration: $.mqtt.tls.ca: /no/such/ca.pem is not there", status, StringComparison.Ordinal);
        Assert.Single(_daemon.Models);
        Assert.Single(_daemon.Connections);
        Assert.False(_daemon.Connections[0].IsStopped);
    }

    [Fact]
    public async Task AReload_TellsWarnings_AndGoesOn()
    {
        await _daemon.StartAsync();
        _daemon.Options = ReloadableHost.OptionsFor("yard");

        string status = _daemon.Reload();

        Assert.DoesNotContain("refused", status, StringComparison.Ordinal);
        Assert.Equal(2, _daemon.Log.Lines.Count(
            static line => line.StartsWith("Warning: configuration: $.cameras[0].path: unused is not there", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AStart_WarnsOfARuleThatAsksForScoresTheModelLeavesOut()
    {
        _daemon.NextModel = static () => new ScriptedTask
        {
            Model = new ModelManifest { Name = "scripted", Sha256 = new string('a', 64), Labels = ["person"], Task = ModelTask.Classification },
        };
        _daemon.Options = _daemon.Options with { Rules = [new RuleOptions { Name = "seen", MinimumScore = 0.1f }] };

        await _daemon.StartAsync();

        Assert.Contains(
            "Warning: configuration: $.rules[0].minimumScore: 0.1 asks for lower scores than there are: model scripted gives none below 0.3. "
                + "Set inference.minimumScore to 0.1, or raise this one to 0.3.",
            _daemon.Log.Lines);
    }
}
