namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Names that become one level of an MQTT topic.</summary>
internal static class TopicName
{
    /// <summary>1 to 64 characters without <c>+ # /</c>, quotes and control characters, neither beginning nor ending with a space or <c>$</c>.</summary>
    public const string Pattern = """^(?![ $])[^+#/"\\\u0000-\u001f\u007f-\u009f]{1,64}(?<! )$""";
}
