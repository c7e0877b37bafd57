namespace EdgeVision.TestKit;

/// <summary>A message as mosquitto_sub received it.</summary>
public sealed record ReceivedMessage(string Topic, string Payload, int Quality, bool Retained);
