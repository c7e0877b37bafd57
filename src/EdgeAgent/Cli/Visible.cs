using System.Globalization;
using System.Text;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>
/// Makes texts from outside (names of files, classes, layers, cameras) harmless for a terminal: what would move its cursor, change its colours, end the line or
/// turn the direction of writing is printed as an escape, such as \x1b.
/// </summary>
internal static class Visible
{
    /// <summary><paramref name="text"/> in one line, without anything a terminal obeys.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;

        StringBuilder visible = new(text.Length + 8);
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            if (char.IsSurrogatePair(text, i))
                visible.Append(text, i, 2);
            else
                Append(visible, text[i]);
        }

        return visible.ToString();
    }

    private static void Append(StringBuilder visible, char character)
    {
        if (!IsObeyed(character))
            visible.Append(character);
        else if (character is '\n' or '\r' or '\t')
            visible.Append('\\').Append(character switch { '\n' => 'n', '\r' => 'r', _ => 't' });
        else
            visible.Append(character <= 0xFF ? "\\x" : "\\u").Append(((int)character).ToString(character <= 0xFF ? "x2" : "x4", CultureInfo.InvariantCulture));
    }

    // Half a surrogate pair has no UTF-8. Of the characters without a shape only those that turn the direction are hidden: others join letters and emoji.
    private static bool IsObeyed(char character) => char.IsControl(character) || char.IsSurrogate(character)
        || character is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
