using System.Text;
using System.Text.Json;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// A wish as a <c>model/set</c> message or a pin has it. What it may say is a list, and everything else is refused: no path, no command, no setting, no key, no
/// rule of trust. Nothing is done with a message before the whole of it is understood.
/// </summary>
internal static class ModelMessage
{
    /// <summary>Bytes of a message.</summary>
    public const int MaxBytes = PinFile.MaxBytes;

    /// <summary>Characters of a url.</summary>
    public const int MaxUrlLength = 2048;

    private const int MaxTextLength = 100;
    private const string Allowed = "url, name, sha256, version and rollout";

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    /// <summary>What a message wants; <see langword="null"/>: what the configuration says.</summary>
    /// <param name="source">Who says it.</param>
    /// <param name="options">What this box lets be said.</param>
    /// <exception cref="UpdateException">It is not allowed, or no such message.</exception>
    public static DesiredModel? Read(ReadOnlySpan<byte> message, string source, ModelUpdateOptions options)
    {
        if (message.Length > MaxBytes)
            throw Refuse(UpdateReason.Oversized, $"has {message.Length} bytes; a message that names a model has at most {MaxBytes}");
        if (message.IsEmpty)
            return null;

        using JsonDocument document = Parse(message.ToArray());
        if (document.RootElement.ValueKind == JsonValueKind.Null)
            return null;
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw Refuse(UpdateReason.Malformed, $"is no JSON object; it may say {Allowed}, or null for what the box's configuration says");

        string? url = null, name = null, sha256 = null, version = null, rollout = null;
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            string said = NameOf(member);
            string text = TextOf(member, said);
            switch (said)
            {
                case "url":
                    url = RequireUrl(text, source, options);
                    break;
                case "name":
                    name = RequireName(text, "name");
                    break;
                case "sha256":
                    sha256 = RequireHash(text);
                    break;
                case "version":
                    version = RequireName(text, "version");
                    break;
                case "rollout":
                    rollout = RequireLine(text);
                    break;
                default:
                    throw Refuse(UpdateReason.NotAllowed, $"says \"{Shown(said)}\", which cannot be said so; it may say {Allowed}");
            }
        }

        if (url is null && name is null && sha256 is null)
            throw Refuse(UpdateReason.Malformed, "names no model: it has neither url nor name nor sha256");
        if (url is not null && name is not null)
            throw Refuse(UpdateReason.Malformed, "has both url and name; a fetched bundle has its own name");
        return new DesiredModel(new ModelOptions { Url = url, Name = name, Sha256 = sha256, Version = version }, source, rollout);
    }

    private static JsonDocument Parse(byte[] message)
    {
        try
        {
            return JsonDocument.Parse(message, s_strict);
        }
        // The latter of a name that is no text, where it is held against the others.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refuse(UpdateReason.Malformed, $"is no JSON of the kind expected ({e.Message.TrimEnd('.')})");
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refuse(UpdateReason.Malformed, $"has a name that is no text; it may say {Allowed}");
        }
    }

    private static string TextOf(JsonProperty member, string name)
    {
        if (member.Value.ValueKind != JsonValueKind.String)
            throw Refuse(UpdateReason.Malformed, $"has {Shown(name)} as {member.Value.ValueKind}; write a string");
        try
        {
            string text = member.Value.GetString()!;
            if (TextCheck.FindError(TextKind.Plain, text) is { } error)
                throw Refuse(UpdateReason.Malformed, $"has a {Shown(name)} that {error.TrimEnd('.')}");
            return text;
        }
        catch (InvalidOperationException)
        {
            throw Refuse(UpdateReason.Malformed, $"has a {Shown(name)} that is no text");
        }
    }

    private static string RequireUrl(string text, string source, ModelUpdateOptions options)
    {
        if (text.Length > MaxUrlLength || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url))
            throw Refuse(UpdateReason.Malformed, "has a url that is none; write one such as https://models.example/birds-1.4.0.bundle");
        if (UrlCheck.FindError(url, options) is { } error)
            throw Refuse(UpdateReason.NotAllowed, $"has a url that {error}");
        bool isHostAllowed = options.Hosts.Count == 0 || options.Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);
        if (source != DesiredModel.Pin && !isHostAllowed)
            throw Refuse(UpdateReason.NotAllowed, $"has a url of the host {Shown(url.Host)}; this box fetches from {string.Join(", ", options.Hosts)}");
        return text;
    }

    /// <summary>Whether a text can be the name or version of a model: a name becomes a part of a path.</summary>
    public static bool CanBeName(string text) =>
        text.Length is > 0 and <= MaxTextLength && text[0] != '.' && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+');

    private static string RequireName(string text, string what) =>
        CanBeName(text)
            ? text
            : throw Refuse(
                UpdateReason.NotAllowed, $"has the {what} \"{Shown(text)}\"; one has letters, digits, '.', '_', '-' and '+', and leads nowhere else");

    private static string RequireHash(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw Refuse(UpdateReason.Malformed, "has a sha256 that is not 64 hexadecimal digits");

    private static string RequireLine(string text) =>
        text.Length <= 64 ? text : throw Refuse(UpdateReason.Malformed, $"has a rollout of {text.Length} characters; it has at most 64");

    private static string Shown(string text)
    {
        string cut = text.Length <= MaxTextLength ? text : $"{text[..MaxTextLength]}…";
        var shown = new StringBuilder(cut.Length);
        foreach (Rune rune in cut.EnumerateRunes())
            shown.Append(Rune.IsControl(rune) ? "�" : rune.ToString());
        return shown.ToString();
    }

    private static UpdateException Refuse(UpdateReason reason, string what) => new(reason, $"The wish {what}.");
}
