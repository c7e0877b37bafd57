using System.Text;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Topics as libmosquitto wants them, UTF-8 with a zero byte behind, so that a repeated topic costs no allocation. Not thread-safe.</summary>
internal sealed class TopicCache
{
    // An agent has a handful of topics for each camera; a caller that makes up new ones without end must not grow this without end.
    private const int Capacity = 256;
    private const int LongestTopic = 65535;

    private readonly Dictionary<string, byte[]> _encoded = new(StringComparer.Ordinal);

    /// <summary>The topic's bytes.</summary>
    /// <exception cref="ArgumentException">Not a topic one can publish to (MQTT 5.0, section 4.7).</exception>
    public byte[] Encode(string topic)
    {
        if (_encoded.TryGetValue(topic, out byte[]? bytes))
            return bytes;
        if (topic.Length == 0 || topic.AsSpan().IndexOfAny('\0', '+', '#') >= 0 || Encoding.UTF8.GetByteCount(topic) > LongestTopic)
            throw new ArgumentException($"“{topic}” is no MQTT topic to publish to: it must have 1 to {LongestTopic} bytes and no +, # or zero byte.", nameof(topic));
        bytes = Encoding.UTF8.GetBytes(topic + '\0');
        if (_encoded.Count == Capacity)
            _encoded.Clear();
        _encoded.Add(topic, bytes);
        return bytes;
    }
}
