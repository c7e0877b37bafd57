namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>The waits between attempts. Each is drawn at random from its upper half, so that a fleet does not return at the same moment.</summary>
internal sealed class MqttRetryOptions
{
    /// <summary>The wait after the first failure; it doubles with each further one. Default 1 s.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait while the broker is away. Default 60 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait after the broker refused the credentials or the client id. Default 30 s.</summary>
    public TimeSpan AfterRefusal { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after another client took our id; it doubles up to ten times this. Default 60 s.</summary>
    public TimeSpan AfterTakeover { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A connection that stood this long starts the waits anew. Default 20 s.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the broker may take to accept and to answer; doubled after each silence, up to <see cref="MaxWait"/>. Default 10 s.</summary>
    public TimeSpan AttemptLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker may owe an acknowledgement before the connection counts as lost. Default 30 s.</summary>
    public TimeSpan AcknowledgementLimit { get; init; } = TimeSpan.FromSeconds(30);
}
