using System.Diagnostics;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>A connection that notes when another has taken a message: what is measured ends when <see cref="IMqttConnection.TryPublish"/> returns.</summary>
internal sealed class HandOverClock : IMqttConnection
{
    private IMqttConnection? _connection;
    private TimeSpan? _last;

    /// <inheritdoc/>
    public bool IsConnected => _connection?.IsConnected == true;

    /// <inheritdoc/>
    public long Dropped => _connection?.Dropped ?? 0;

    /// <inheritdoc/>
    public string? Error => _connection?.Error;

    /// <summary>Times <paramref name="connection"/> from now on and owns it.</summary>
    public HandOverClock Around(IMqttConnection connection)
    {
        _connection = connection;
        return this;
    }

    /// <summary>When the last message was taken, told once; <see langword="null"/>: none was since the call before. On the thread that publishes.</summary>
    public TimeSpan? Take()
    {
        TimeSpan? last = _last;
        _last = null;
        return last;
    }

    /// <inheritdoc/>
    public void Start() => _connection?.Start();

    /// <inheritdoc/>
    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null)
    {
        bool taken = _connection?.TryPublish(topic, payload, quality, retain, expiry) == true;
        _last = taken ? Stopwatch.GetElapsedTime(0) : null;
        return taken;
    }

    /// <inheritdoc/>
    public bool Stop(TimeSpan limit) => _connection?.Stop(limit) ?? true;

    /// <inheritdoc/>
    public void Dispose() => _connection?.Dispose();
}
