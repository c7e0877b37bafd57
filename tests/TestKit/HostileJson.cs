using System.Text;

namespace EdgeVision.TestKit;

/// <summary>JSON with something wrong in it, or with what is right and still nobody expects, made of documents that are good.</summary>
public static class HostileJson
{
    private const string Punctuation = "{}[]:,";

    private static readonly string[] s_numbers =
    [
        "0", "-0", "-1", "1", "2", "255", "256", "4096", "4097", "65535", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807",
        "9223372036854775808", "18446744073709551616", "0.5", "1.0", "1e0", "1e-400", "1e400", "-1e400",
        "3.5e38", "1E+5", "01", "+1", ".5", "1.", "NaN", "Infinity",
    ];

    private static readonly string[] s_texts =
    [
        "\"\"", "\" \"", "\".\"", "\"..\"", "\"../../etc/passwd\"", "\"/dev/zero\"", "\"a/b\"", "\"\\u0000\"",
        "\"\\u001b[2J\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\n\"", "\"\u202e\"", "\"\uFFFF\"", "\"💡\"", "\"model.onnx\"", "\"bundle.json\"", "\"2027-01-31T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"",
        "\"0000-00-00T00:00:00Z\"", "\"1.2.3.4\"", "\"2147483648.0\"", "null", "true", "false",
    ];

    /// <summary>A document made of others by a few changes, most of which leave it JSON.</summary>
    public static byte[] Make(IReadOnlyList<byte[]> whole, Random random)
    {
        List<byte[]> tokens = Tokens(whole[random.Next(whole.Count)]);
        for (int changes = random.Next(3) > 0 ? 1 : random.Next(2, 6); changes > 0 && tokens.Count > 0; changes--)
            Change(tokens, Tokens(whole[random.Next(whole.Count)]), random);
        byte[] made = [.. tokens.SelectMany(static token => token)];
        switch (random.Next(30))
        {
            case 0:
                return made[..random.Next(made.Length + 1)];
            case 1 when made.Length > 0:
                made[random.Next(made.Length)] = (byte)random.Next(256);
                return made;
            case 2:
                return [.. "\uFEFF"u8, .. made];
            case 3:
                return [.. made, .. made];
            default:
                return made;
        }
    }

    private static void Change(List<byte[]> tokens, List<byte[]> others, Random random)
    {
        int at = random.Next(tokens.Count);
        (int start, int end) = Value(tokens, at);
        switch (random.Next(20))
        {
            case < 5:
                tokens[Near(tokens, at, IsNumber)] = Bytes(s_numbers[random.Next(s_numbers.Length)]);
                break;
            case < 8:
                tokens[Near(tokens, at, IsText)] = Bytes(s_texts[random.Next(s_texts.Length)]);
                break;
            case 8:
                tokens[at] = others[random.Next(others.Count)];
                break;
            case 9:
                // With the comma before or behind it, so that what is left is whole.
                bool isAfterComma = start > 0 && tokens[start - 1] is [(byte)','], isBeforeComma = end < tokens.Count && tokens[end] is [(byte)','];
                start -= isAfterComma ? 1 : 0;
                tokens.RemoveRange(start, end - start + (isBeforeComma && !isAfterComma ? 1 : 0));
                break;
            case < 13:
                List<byte[]> copies = [];
                for (int times = random.Next(1, random.Next(8) == 0 ? 400 : 3); times > 0 && copies.Count < 20_000; times--)
                {
                    copies.Add(","u8.ToArray());
                    copies.AddRange(tokens[start..end]);
                }

                tokens.InsertRange(end, copies);
                break;
            case < 15:
                (int otherStart, int otherEnd) = Value(others, random.Next(others.Count));
                tokens.RemoveRange(start, end - start);
                tokens.InsertRange(start, others[otherStart..otherEnd]);
                break;
            case 15:
                int depth = random.Next(random.Next(4) == 0 ? 20_000 : 70);
                bool isArray = random.Next(2) == 0;
                tokens.Insert(end, Bytes(new string(isArray ? ']' : '}', random.Next(3) == 0 ? 0 : depth)));
                tokens.Insert(start, Bytes(isArray ? new string('[', depth) : string.Concat(Enumerable.Repeat("{\"a\":", depth))));
                break;
            case < 18:
                tokens[Near(tokens, at, IsText)] = Bytes($"\"{new string('x', random.Next(random.Next(8) == 0 ? 70_000 : 200))}\"");
                break;
            case 18:
                tokens[Near(tokens, at, IsText)] = [(byte)'"', (byte)random.Next(128, 256), (byte)random.Next(128, 256), (byte)'"'];
                break;
            default:
                tokens.Insert(at, Bytes(new string[] { ",", "// \n", "/* */", " ", "\0", "[", "}", new('9', random.Next(2000)) }[random.Next(8)]));
                break;
        }
    }

    /// <summary>The first value from a place that is of a kind, most times no name of one; the place itself where there is none.</summary>
    private static int Near(List<byte[]> tokens, int at, Predicate<byte[]> isKind)
    {
        int found = tokens.FindIndex(at, isKind);
        if (found >= 0 && found + 1 < tokens.Count && tokens[found + 1] is [(byte)':'])
            found = tokens.FindIndex(found + 1, isKind);
        return found < 0 ? at : found;
    }

    private static bool IsNumber(byte[] token) => token.Length > 0 && (char.IsAsciiDigit((char)token[0]) || token[0] == '-');

    private static bool IsText(byte[] token) => token.Length > 0 && token[0] == '"';

    /// <summary>The tokens of the value that begins at a place, its name with it where it is one.</summary>
    private static (int Start, int End) Value(List<byte[]> tokens, int start)
    {
        int end = start;
        if (end + 1 < tokens.Count && tokens[end + 1] is [(byte)':'])
            end += 2;
        for (int depth = 0; end < tokens.Count; end++)
        {
            depth += tokens[end] is [(byte)'{' or (byte)'['] ? 1 : tokens[end] is [(byte)'}' or (byte)']'] ? -1 : 0;
            if (depth <= 0)
                return (start, end + 1);
        }

        return (start, tokens.Count);
    }

    private static List<byte[]> Tokens(byte[] json)
    {
        List<byte[]> tokens = [];
        for (int at = 0; at < json.Length;)
        {
            int start = at++;
            if (json[start] == '"')
            {
                while (at < json.Length && json[at] != '"')
                    at += json[at] == '\\' ? 2 : 1;
                at = int.Min(at + 1, json.Length);
            }
            else if (json[start] <= ' ')
            {
                continue;
            }
            else if (!Punctuation.Contains((char)json[start], StringComparison.Ordinal))
            {
                while (at < json.Length && json[at] > ' ' && json[at] != '"' && !Punctuation.Contains((char)json[at], StringComparison.Ordinal))
                    at++;
            }

            tokens.Add(json[start..at]);
        }

        return tokens;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
