using System.Globalization;
using System.Text;

namespace EdgeVision.EdgeAgent.Settings;

/// <summary>What is wrong with a string, by what it is for: whatever no file, host, program or broker could take is refused here, with the limit.</summary>
internal static class TextCheck
{
    private const int MaxNameBytes = 255;

    /// <summary>The end of a sentence that begins with the value, or <see langword="null"/> for a string that will do.</summary>
    public static string? FindError(TextKind kind, string text)
    {
        if (text.Contains('\0'))
            return "holds a zero byte (\\u0000); leave it out.";
        if (HasHalfAPair(text))
            return "holds half a surrogate pair, which is no character; write the character itself.";

        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > LimitOf(kind))
            return string.Create(CultureInfo.InvariantCulture, $"has {bytes} bytes; use at most {LimitOf(kind)}.");

        return kind switch
        {
            TextKind.Path => FindNamesError(text),
            TextKind.BrokerHost => HostText.FindError(text),
            TextKind.TopicLevel => TopicName.FindError(text, levels: false),
            TextKind.TopicLevels => TopicName.FindError(text, levels: true),
            TextKind.MqttText when FirstForbiddenByMqtt(text) is Rune forbidden => $"holds {NameOf(forbidden)}, which brokers refuse; leave it out.",
            TextKind.Plain when FirstControl(text) is Rune control => $"holds the control character {NameOf(control)}; leave it out.",
            _ => null,
        };
    }

    /// <summary>
    /// The first character that an MQTT string should not hold (MQTT 5.0, section 1.5.4): a control character, or none at all by Unicode's rules.
    /// </summary>
    public static Rune? FirstForbiddenByMqtt(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE)
                return rune;
        }

        return null;
    }

    /// <summary>A character as Unicode names it: U+001B.</summary>
    public static string NameOf(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    private static int LimitOf(TextKind kind) => kind switch
    {
        TextKind.Path => 4095,
        TextKind.Argument => 131071,
        TextKind.MqttText or TextKind.Password => 65535,
        _ => 4096,
    };

    private static string? FindNamesError(string path)
    {
        foreach (string name in path.Split('/'))
        {
            int bytes = Encoding.UTF8.GetByteCount(name);
            if (bytes > MaxNameBytes)
                return string.Create(CultureInfo.InvariantCulture, $"has a name of {bytes} bytes in it; no file or folder has more than {MaxNameBytes}.");
        }

        return null;
    }

    private static Rune? FirstControl(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
                return rune;
        }

        return null;
    }

    private static bool HasHalfAPair(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}
