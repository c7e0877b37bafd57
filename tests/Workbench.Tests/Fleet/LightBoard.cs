using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary>
/// A board without a camera: a client that says what a board says, by the words of docs/mqtt.md, and takes each model that it is told in the steps of one that
/// ends as the test wants.
/// </summary>
internal sealed class LightBoard(int port, string name, string ending = "good") : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(40);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly List<string> _told = [];
    private string? _active = "old";

    public string Name => name;

    /// <summary>Each message that told it what to run, but for one that says the same again.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    /// <summary>How often it was told the same again.</summary>
    public int Repetitions { get; private set; }

    public string? Active => Volatile.Read(ref _active);

    public async Task ConnectAsync()
    {
        _client.ApplicationMessageReceivedAsync += received =>
        {
            Hear(received.ApplicationMessage.ConvertPayloadToString());
            return Task.CompletedTask;
        };
        await _client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port).WithClientId($"light-{name}").WithKeepAlivePeriod(TimeSpan.FromSeconds(60))
            .WithWillTopic($"edgevision/{name}/status").WithWillPayload("offline").WithWillRetain().Build());
        await SayAsync("status", "online");
        await SayStateAsync(null);
        await _client.SubscribeAsync($"edgevision/{name}/model/set", MqttQualityOfServiceLevel.AtLeastOnce);
    }

    /// <summary>Leaves as a board that loses its power: the broker tells.</summary>
    public async Task VanishAsync()
    {
        await SayAsync("status", "offline");
        await _client.DisconnectAsync(new MqttClientDisconnectOptions());
    }

    public void Dispose() => _client.Dispose();

    private void Hear(string? message)
    {
        lock (_told)
        {
            if (_told.Count > 0 && _told[^1] == message)
            {
                Repetitions++;
                return;
            }

            _told.Add(message ?? "");
        }

        _ = AttemptAsync(message ?? "");
    }

    private async Task AttemptAsync(string message)
    {
        if (message is "" or "null")
        {
            Volatile.Write(ref _active, "old");
            await SayStateAsync(null);
            return;
        }

        using JsonDocument wanted = JsonDocument.Parse(message);
        string hash = wanted.RootElement.GetProperty("sha256").GetString()!;
        string rollout = wanted.RootElement.GetProperty("rollout").GetString()!;
        foreach (string step in (string[])(ending == "refused" ? ["fetching"] : ["fetching", "trial"]))
        {
            if (step == "trial")
                Volatile.Write(ref _active, hash);
            await SayStateAsync(new { sha256 = hash, rollout, step, progress = 0.5 });
            await Task.Delay(s_step);
        }

        if (ending != "good")
            Volatile.Write(ref _active, "old");
        (string? reason, string? error) = ending switch
        {
            "refused" => ("noRoom", "The card has 3 MB left."),
            "rolledBack" => ("tooSlow", "A frame takes 900 ms, and 300 are allowed."),
            _ => ((string?)null, (string?)null),
        };
        await SayStateAsync(new { sha256 = hash, rollout, step = ending, reason, error });
    }

    private Task SayStateAsync(object? candidate) => SayAsync("model/state", JsonSerializer.Serialize(new
    {
        schema = "edgevision.model-state/1",
        device = name,
        daemon = "0.1.0",
        time = DateTimeOffset.UtcNow,
        source = "device",
        groups = (string[])["all"],
        active = new { name = "birds", version = "1", sequence = 1, sha256 = Active, origin = "store" },
        candidate,
    }));

    private Task SayAsync(string topic, string payload) =>
        _client.PublishStringAsync($"edgevision/{name}/{topic}", payload, MqttQualityOfServiceLevel.AtLeastOnce, retain: true);
}
