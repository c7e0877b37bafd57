namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Why a connection failed or ended.</summary>
/// <param name="Words">The reason, for people, without a full stop.</param>
internal readonly record struct MqttError(MqttErrorKind Kind, string Words);
