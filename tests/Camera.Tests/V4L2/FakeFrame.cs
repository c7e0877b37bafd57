namespace EdgeVision.Camera.Tests.V4L2;

/// <summary>What the driver puts into a buffer.</summary>
/// <param name="Number">Sequence number, and the value of every byte where <paramref name="Bytes"/> is null.</param>
internal sealed record FakeFrame(int Number, uint Flags = 0, uint? BytesUsed = null, byte[]? Bytes = null, TimeSpan? Timestamp = null, uint? Sequence = null);
