namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Which broker, as whom, and what is said on coming and going.</summary>
internal sealed class MqttConnectionOptions
{
    /// <summary>The broker's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The broker's TCP port. Default 1883; brokers with TLS listen on 8883 by convention.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Unique at the broker: two clients with one id throw each other out.</summary>
    public required string ClientId { get; init; }

    /// <summary>Username and password; <see langword="null"/>: anonymous.</summary>
    public MqttCredentials? Credentials { get; init; }

    /// <summary>TLS; <see langword="null"/>: plain TCP.</summary>
    public MqttTlsOptions? Tls { get; init; }

    /// <summary>How long the broker waits for a sign of life, in whole seconds from 5 to 65535. Default 30 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the broker says on our behalf when we vanish.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>What we say ourselves before a clean stop.</summary>
    public MqttMessage? Farewell { get; init; }

    /// <summary>How many messages with an expiry may be on their way at once; more are dropped. States and events have room of their own. Default 64.</summary>
    public int MaxInFlight { get; init; } = 64;

    /// <summary>How patiently to come back.</summary>
    public MqttRetryOptions Retry { get; init; } = new();
}
