namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Why a connection failed or ended, as far as the next attempt depends on it.</summary>
internal enum MqttFailureKind
{
    /// <summary>Nobody accepts at the address, or the name is unknown.</summary>
    Unreachable,

    /// <summary>The peer accepted and closed, or spoke nonsense, before it answered CONNECT: perhaps it does not know this protocol version.</summary>
    NoAnswer,

    /// <summary>The broker says that it does not speak this protocol version.</summary>
    VersionRefused,

    /// <summary>A person has to change something: credentials, client id, certificates.</summary>
    Refused,

    /// <summary>Another client has our id.</summary>
    TakenOver,

    /// <summary>A connection that stood has ended.</summary>
    Lost,
}
