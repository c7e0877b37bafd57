using System.Text;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

/// <summary>A broker connection that remembers what was published while it was connected.</summary>
internal sealed class RecordingConnection : IMqttConnection
{
    private readonly List<(string Topic, string Payload, MqttQualityOfService Quality, bool Retain)> _messages = [];

    public bool IsConnected { get; set; } = true;

    public long Dropped { get; private set; }

    public string? Error { get; set; }

    public bool IsStarted { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>False: too many messages are on their way already.</summary>
    public bool TakesMessages { get; set; } = true;

    /// <summary>False: the broker acknowledges nothing, so that every stop takes all the time it is given.</summary>
    public bool Answers { get; set; } = true;

    public bool Remembers { get; set; } = true;

    public (string Topic, string Payload, MqttQualityOfService Quality, bool Retain)[] Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public void Start() => IsStarted = true;

    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null)
    {
        bool taken = IsConnected && TakesMessages;
        if (!taken)
            Dropped++;
        else if (Remembers)
        {
            lock (_messages)
                _messages.Add((topic, Encoding.UTF8.GetString(payload), quality, retain));
        }

        return taken;
    }

    public bool Stop(TimeSpan limit)
    {
        IsStopped = true;
        if (!Answers)
            Thread.Sleep(limit);
        return Answers;
    }

    public void Dispose()
    {
    }
}
