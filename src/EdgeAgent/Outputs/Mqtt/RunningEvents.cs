namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>
/// The last message of each event that goes on, for a broker that may have missed those before. As many as rules hold at once. Not thread-safe.
/// </summary>
internal sealed class RunningEvents
{
    private readonly Dictionary<Guid, (string Topic, byte[] Buffer, int Length)> _events = [];
    private readonly Stack<byte[]> _spare = [];

    /// <summary>Where each goes, and its last message; valid until the next change.</summary>
    public IEnumerable<(string Topic, ReadOnlyMemory<byte> Message)> Messages =>
        _events.OrderBy(static entry => entry.Key).Select(
            static entry => (entry.Value.Topic, (ReadOnlyMemory<byte>)entry.Value.Buffer.AsMemory(0, entry.Value.Length)));

    /// <summary>The event has begun or goes on.</summary>
    public void Set(Guid id, string topic, ReadOnlySpan<byte> message)
    {
        byte[]? buffer = _events.TryGetValue(id, out (string, byte[] Buffer, int) known) ? known.Buffer : _spare.TryPop(out byte[]? spare) ? spare : null;
        if (buffer is null || buffer.Length < message.Length)
            buffer = new byte[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(message.Length, 1024))];
        message.CopyTo(buffer);
        _events[id] = (topic, buffer, message.Length);
    }

    /// <summary>The event has ended.</summary>
    public void Remove(Guid id)
    {
        if (_events.Remove(id, out (string, byte[] Buffer, int) known))
            _spare.Push(known.Buffer);
    }
}
