using System.Globalization;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>As much of a text as a message has room for.</summary>
internal static class Excerpt
{
    /// <summary>The beginning of a text that is longer than <paramref name="length"/> characters, and how long it is.</summary>
    public static string Of(string text, int length)
    {
        if (text.Length <= length)
            return text;

        // Half a surrogate pair would have no UTF-8.
        int end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… ({text.Length} characters)");
    }
}
