namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Why a connection failed or ended, as far as the next attempt depends on it.</summary>
internal enum MqttErrorKind
{
    /// <summary>Nobody accepts at the address, or the name is unknown.</summary>
    Unreachable,

    /// <summary>The peer accepted and then said nothing for as long as we waited: it may only be slow.</summary>
    Silent,

    /// <summary>The peer accepted and closed before it answered CONNECT: perhaps it does not know this protocol version.</summary>
    NoAnswer,

    /// <summary>The broker says that it does not speak this protocol version.</summary>
    VersionRefused,

    /// <summary>The broker keeps no messages, and our will asked for that.</summary>
    WillRetainRefused,

    /// <summary>The broker accepts no messages of quality 1, and our will is of that quality.</summary>
    WillQualityRefused,

    /// <summary>A person has to change something: credentials, client id, certificates, the address.</summary>
    Refused,

    /// <summary>Another client has our id.</summary>
    TakenOver,

    /// <summary>We ended the connection ourselves, to check whether the broker speaks the newer protocol version.</summary>
    Checking,

    /// <summary>A connection that stood has ended.</summary>
    Lost,

    /// <summary>The broker has ended a connection that stood, and said why.</summary>
    Dismissed,
}
