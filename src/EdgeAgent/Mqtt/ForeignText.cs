namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Texts that a broker, or whatever answers in its place, has sent.</summary>
internal static class ForeignText
{
    private const int MaxLength = 160;

    /// <summary>The text, short and without characters that would move a terminal's cursor.</summary>
    public static string Excerpt(string text)
    {
        string start = text.Length > MaxLength ? text[..MaxLength] : text;
        return string.Concat(start.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c)) + (text.Length > MaxLength ? "…" : "");
    }
}
