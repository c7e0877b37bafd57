using System.Diagnostics;
using System.Text.Json;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>A subscriber of a trial's messages that notes when each came.</summary>
internal sealed class MessageArrivals : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, TimeSpan> _times = [];
    private readonly MqttConnection _connection;

    /// <summary>Subscribes in the background.</summary>
    public MessageArrivals(int brokerPort)
    {
        MqttConnectionOptions options = new() { Host = "127.0.0.1", Port = brokerPort, ClientId = "edgevision-bench-subscriber" };
        _connection = new MqttConnection(options, [new MqttSubscription(TrialDaemon.Topic, OnMessage)]);
        _connection.Start();
    }

    /// <summary>By the frame's number, when its message was received, on the monotonic clock.</summary>
    public IReadOnlyDictionary<long, TimeSpan> Times
    {
        get
        {
            lock (_gate)
                return new Dictionary<long, TimeSpan>(_times);
        }
    }

    public void Dispose() => _connection.Dispose();

    private void OnMessage(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        TimeSpan now = Stopwatch.GetElapsedTime(0);
        var json = new Utf8JsonReader(payload);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1 || !json.ValueTextEquals("seq"u8))
                continue;

            json.Read();
            lock (_gate)
                _times.TryAdd(json.GetInt64(), now);
            return;
        }
    }
}
