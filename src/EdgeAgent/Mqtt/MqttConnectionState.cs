namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>What became of the connection.</summary>
internal enum MqttConnectionState
{
    /// <summary>The broker has accepted us.</summary>
    Connected,

    /// <summary>The broker is away, or the connection broke; another attempt follows.</summary>
    Disconnected,

    /// <summary>The broker, or our own configuration, forbids the connection until someone changes something; attempts go on slowly.</summary>
    Refused,

    /// <summary>Another client connected with our id; attempts go on very slowly, so that the two do not throw each other out in turn.</summary>
    TakenOver,

    /// <summary>The connection stands, but the broker or a handler refuses something.</summary>
    Warning,

    /// <summary>We have stopped.</summary>
    Stopped,
}
