using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>Stands in for a connection where there is no broker: takes every message and forgets it.</summary>
internal sealed class DiscardingConnection : IMqttConnection
{
    /// <inheritdoc/>
    public bool IsConnected { get; private set; }

    /// <inheritdoc/>
    public long Dropped => 0;

    /// <inheritdoc/>
    public string? Error => null;

    /// <inheritdoc/>
    public void Start() => IsConnected = true;

    /// <inheritdoc/>
    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null) => true;

    /// <inheritdoc/>
    public bool Stop(TimeSpan limit)
    {
        IsConnected = false;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
