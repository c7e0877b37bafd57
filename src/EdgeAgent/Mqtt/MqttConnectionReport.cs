namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>A change worth a log line.</summary>
/// <param name="Words">One sentence for people.</param>
/// <param name="RetryAfter">When the next attempt begins, if one does.</param>
internal readonly record struct MqttConnectionReport(MqttConnectionState State, string Words, TimeSpan? RetryAfter);
