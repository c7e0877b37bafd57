namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>A PUBLISH as a <see cref="Peer"/> reads it.</summary>
internal sealed record PeerMessage(string Topic, string Payload, int Quality, bool Retain, bool Duplicate, int Id);
