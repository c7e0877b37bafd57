using System.Collections.Concurrent;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Outputs;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

/// <summary>The daemon under a systemd and in a world that the test plays. Each camera, model and connection it opens is a new one, kept in order.</summary>
internal sealed class ReloadableHost : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly NotifySocket _systemd;
    private readonly ConcurrentQueue<string> _order = new();
    private IHost? _host;
    private VisionService? _service;

    public ReloadableHost()
    {
        _systemd = new NotifySocket(_folder.PathTo("notify"));
        Read = () => Options;
        Seams = new EdgeVisionSeams
        {
            OpenGpio = () => new SimulatedGpioLines(TimeProvider.System, level => Note(level.Active ? "lamp active" : "lamp inactive")),
            OpenMqtt = (options, _, birth, _) => Open(options, birth),
            OpenModel = _ => Keep(NextModel(), Models, "model"),
            OpenCamera = _ => Keep(NextSource(), Sources, "camera"),
            FindBoard = static () => null,
            CheckSurroundings = static _ => [],
            Sinks = [Sink],
            ConfigureLogging = logging => logging.ClearProviders().AddProvider(Log),
            OpenNotifier = () => new SystemdNotifier(_systemd.Path, null),
        };
    }

    /// <summary>What the next reading gives, unless <see cref="Read"/> was replaced.</summary>
    public EdgeVisionOptions Options { get; set; } = OptionsFor("door");

    public Func<EdgeVisionOptions> Read { get; set; }

    /// <summary>Loads a model.</summary>
    public Func<ScriptedTask> NextModel { get; set; } = static () => new ScriptedTask();

    /// <summary>Makes a camera's source.</summary>
    public Func<ScriptedSource> NextSource { get; set; } = static () => new ScriptedSource();

    public EdgeVisionSeams Seams { get; set; }

    public List<ScriptedSource> Sources { get; } = [];

    public List<ScriptedTask> Models { get; } = [];

    public List<RecordingConnection> Connections { get; } = [];

    /// <summary>What each connection does when the broker accepts it.</summary>
    public List<Action> Births { get; } = [];

    public RecordingSink Sink { get; } = new();

    public RecordedLog Log { get; } = new();

    /// <summary>What was opened, and how the line went.</summary>
    public string[] Order => [.. _order];

    public IServiceProvider Services => _host!.Services;

    public static EdgeVisionOptions OptionsFor(params string[] cameras) => new()
    {
        Device = "box",
        Cameras = [.. cameras.Select(camera => new CameraOptions { Name = camera, Kind = CameraKind.Replay, Path = "unused" })],
        Rules = [new RuleOptions { Name = "seen", StartFrames = 1, StartWindow = 1 }],
        Outputs = [new OutputOptions { Name = "lamp", Driver = OutputDriver.Simulated, Rule = "seen", StaleAfter = TimeSpan.FromMinutes(1) }],
        Mqtt = new MqttOptions(),
    };

    /// <summary>Starts, and returns when systemd was told.</summary>
    public async Task StartAsync()
    {
        await BeginToStart().WaitAsync(Patience);
        AwaitNotice("READY=1");
    }

    /// <summary>Begins to start; for tests of what comes before the daemon is ready.</summary>
    public Task BeginToStart()
    {
        IHost host = _host = EdgeVisionHost.Build(Read(), Seams, () => Read());
        _service = host.Services.GetRequiredService<VisionService>();
        return Task.Run(() => host.StartAsync());
    }

    /// <summary>What SIGHUP does.</summary>
    public void HangUp() => _service!.HangUp();

    /// <summary>One whole reload; the status it ended with.</summary>
    public string Reload()
    {
        HangUp();
        AwaitNotice("RELOADING=1");
        return AwaitNotice("READY=1");
    }

    public Task StopAsync() => _host!.StopAsync();

    /// <summary>Waits until the daemon ends by itself, and stops what is left.</summary>
    public async Task AwaitShutdown()
    {
        IHost host = _host!;
        await host.WaitForShutdownAsync().WaitAsync(Patience);
        host.Dispose();
    }

    /// <summary>A logger of the daemon's.</summary>
    public ILogger Logger() => Services.GetRequiredService<ILogger<VisionAgent>>();

    public void ThrowIfFailed() => _service!.ThrowIfFailed();

    /// <summary>The next message to systemd that is no mere status.</summary>
    public string AwaitNotice(string beginning) => _systemd.Await(beginning);

    /// <summary>Messages that wait to be read, without the status.</summary>
    public IEnumerable<string> TakeNotices()
    {
        while (_systemd.HasMessage)
        {
            string message = _systemd.Receive();
            if (!message.StartsWith("STATUS=", StringComparison.Ordinal))
                yield return message.Split('\n')[0];
        }
    }

    public void Note(string what) => _order.Enqueue(what);

    public void Dispose()
    {
        _host?.Dispose();
        _systemd.Dispose();
        _folder.Dispose();
    }

    private RecordingConnection Open(MqttConnectionOptions options, Action<IMqttConnection> birth)
    {
        RecordingConnection connection = Keep(new RecordingConnection(), Connections, $"mqtt {options.ClientId}");
        Births.Add(() => birth(connection));
        return connection;
    }

    private T Keep<T>(T made, List<T> kept, string what)
    {
        lock (kept)
            kept.Add(made);
        Note(what);
        return made;
    }
}
