using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>JSON text to nodes that know their lines. Comments and trailing commas are allowed; a key given twice is an error.</summary>
internal ref struct ConfigurationReader
{
    /// <summary>Larger files are refused.</summary>
    public const int MaximumBytes = 1 << 20;

    private const int MaximumDepth = 32;

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string _file;
    private readonly List<ConfigurationFinding> _errors;
    private Utf8JsonReader _reader;
    private int _lineStartsCounted;
    private int _line;

    private ConfigurationReader(ReadOnlySpan<byte> utf8, string file, int firstLine, List<ConfigurationFinding> errors)
    {
        _utf8 = utf8;
        _file = file;
        _errors = errors;
        _line = firstLine;
        _reader = new Utf8JsonReader(
            utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaximumDepth });
    }

    /// <summary>Reads one JSON value; <see langword="null"/>: it is not JSON, and an error says why.</summary>
    /// <param name="file">What messages call the text.</param>
    /// <param name="firstLine">Number of the first line; 0: the text has no lines worth naming.</param>
    public static ConfigurationNode? Read(ReadOnlySpan<byte> utf8, string file, int firstLine, List<ConfigurationFinding> errors)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];

        if (FindBytesError(utf8) is string error)
        {
            errors.Add(new(new(file), "$", error));
            return null;
        }

        var reader = new ConfigurationReader(utf8, file, firstLine, errors);
        try
        {
            reader._reader.Read();
            ConfigurationNode node = reader.ReadValue("$");
            reader._reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            int line = firstLine == 0 ? 0 : (int)(e.LineNumber ?? 0) + firstLine;
            errors.Add(new(new(file, line), "$", $"is not JSON: {ReasonOf(e)}"));
        }
        catch (InvalidOperationException)
        {
            errors.Add(new(reader.Origin(), "$", "holds a string with half a surrogate pair; write the character itself instead of its escape."));
        }

        return null;
    }

    private static string? FindBytesError(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return "is UTF-16 text; save it as UTF-8.";
        if (bytes.Contains((byte)0))
            return "holds zero bytes, as UTF-16 text or a program does; save it as UTF-8 text.";
        return Utf8.IsValid(bytes) ? null : "is not UTF-8 text; save it as UTF-8.";
    }

    private static string ReasonOf(JsonException e)
    {
        if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            return $"more than {MaximumDepth} levels inside each other, and no setting is that deep.";

        int position = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? e.Message : e.Message[..position];
    }

    private ConfigurationNode ReadValue(string path)
    {
        ConfigurationOrigin origin = Origin();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(path, origin);
            case JsonTokenType.StartArray:
                var array = new ConfigurationNode(ConfigurationNodeKind.Array, origin);
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                    array.Items.Add(ReadValue($"{path}[{array.Items.Count}]"));
                return array;
            case JsonTokenType.String:
                return new(ConfigurationNodeKind.String, origin, _reader.GetString()!);
            case JsonTokenType.Null:
                return new(ConfigurationNodeKind.Null, origin, "null");
            default:
                bool number = _reader.TokenType == JsonTokenType.Number;
                return new(number ? ConfigurationNodeKind.Number : ConfigurationNodeKind.Boolean, origin, Encoding.UTF8.GetString(_reader.ValueSpan));
        }
    }

    private ConfigurationNode ReadObject(string path, ConfigurationOrigin origin)
    {
        var node = new ConfigurationNode(ConfigurationNodeKind.Object, origin);
        var lines = new Dictionary<string, ConfigurationOrigin>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            string name = _reader.GetString()!;
            ConfigurationOrigin nameOrigin = Origin();
            string memberPath = $"{path}.{name}";
            _reader.Read();
            ConfigurationNode value = ReadValue(memberPath);
            if (lines.TryAdd(name, nameOrigin))
                node.Members.Add(new(name, value));
            else
                _errors.Add(new(nameOrigin, memberPath, $"is already set by {lines[name]}; keep one of them."));
        }

        return node;
    }

    private ConfigurationOrigin Origin()
    {
        if (_line == 0)
            return new(_file);

        int here = (int)_reader.TokenStartIndex;
        _line += _utf8[_lineStartsCounted..here].Count((byte)'\n');
        _lineStartsCounted = here;
        return new(_file, _line);
    }
}
