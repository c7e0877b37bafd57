using System.Globalization;
using System.Text;

namespace EdgeVision.EdgeAgent.Settings;

/// <summary>Names that become one level of an MQTT topic.</summary>
internal static class TopicName
{
    /// <summary>1 to 64 characters without <c>+ # /</c>, quotes and control characters, neither beginning nor ending with a space or <c>$</c>.</summary>
    public const string Pattern = """^(?![ $])[^+#/"\\\u0000-\u001f\u007f-\u009f]{1,64}(?<! )$""";

    /// <summary>The same for several levels: up to 128 characters, a slash between two levels.</summary>
    public const string LevelsPattern = """^(?![ /$])[^+#"\\\u0000-\u001f\u007f-\u009f]{1,128}(?<![ /])$""";

    private const int MaxLevelLength = 64;
    private const int MaxLevelsLength = 128;

    /// <summary>The end of a sentence that begins with the value, or <see langword="null"/> for what can be part of a topic.</summary>
    public static string? FindError(string text, bool levels)
    {
        int max = levels ? MaxLevelsLength : MaxLevelLength;
        if (text.Length == 0)
            return "is empty; give it a value or leave it out.";
        if (text.Length > max)
            return string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters; use at most {max}.");

        if (TextCheck.FirstForbiddenByMqtt(text) is Rune forbidden)
            return $"cannot be part of an MQTT topic: it holds the character {TextCheck.NameOf(forbidden)}; leave it out.";

        string never = levels ? "+#\"\\" : "+#/\"\\";
        if (text.AsSpan().IndexOfAny(never) is int at and >= 0)
            return $"cannot be part of an MQTT topic: it holds {text[at]}; "
                + $"use any characters but {string.Join(' ', never.AsEnumerable())}{(levels ? "" : ", up to 64")}.";

        if (levels && text.EndsWith('/') && text.Trim('/') is { Length: > 0 } trimmed)
            return $"ends with a slash, which would make a level without a name; write \"{trimmed}\".";
        if (text[0] is ' ' or '$' || (levels && text[0] == '/'))
            return $"cannot be part of an MQTT topic: it begins with {(text[0] == ' ' ? "a space" : text[0])}; leave that out.";

        return text[^1] is ' ' or '/' ? $"cannot be part of an MQTT topic: it ends with {(text[^1] == ' ' ? "a space" : text[^1])}; leave that out." : null;
    }
}
