using System.Text.Json;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>What a board says on its <c>model/state</c>. It is a stranger's text: whatever is read of it is short.</summary>
internal sealed record BoardState(
    string? Daemon, DateTimeOffset? Time, string? Source, BoardModel? Active, BoardCandidate? Candidate, IReadOnlyList<string> Groups)
{
    /// <summary>The only schema that is read. New members may appear under it.</summary>
    public const string Schema = "edgevision.model-state/1";

    /// <summary>The most bytes a board's own message has.</summary>
    public const int MaxBytes = 16 << 10;

    private const int MaxText = 400;
    private const int MaxGroups = 64;

    /// <summary>Reads a message.</summary>
    /// <param name="board">Whose topic it is on.</param>
    /// <param name="error">Why it cannot be read, the end of a sentence.</param>
    public static BoardState? Parse(ReadOnlyMemory<byte> payload, string board, out string error)
    {
        error = $"has {payload.Length} bytes, more than the {MaxBytes} a state may have";
        if (payload.Length > MaxBytes)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement;
            error = "is no JSON object";
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            error = $"does not say \"schema\": \"{Schema}\"";
            if (Text(root, "schema") != Schema)
                return null;
            error = "names another device";
            return Text(root, "device") is { } device && device != board ? null : Read(root);
        }
        catch (JsonException)
        {
            error = "is no JSON";
        }
        catch (FormatException exception)
        {
            error = exception.Message;
        }

        return null;
    }

    private static BoardState Read(JsonElement root) => new(
        Text(root, "daemon"),
        Text(root, "time") is { } time && DateTimeOffset.TryParse(time, System.Globalization.CultureInfo.InvariantCulture, out DateTimeOffset at) ? at : null,
        Text(root, "source"),
        Object(root, "active") is { } active ? ReadModel(active) : null,
        Object(root, "candidate") is { } candidate ? ReadCandidate(candidate) : null,
        Member(root, "groups", JsonValueKind.Array) is { } groups ? GroupNames(groups) : []);

    private static BoardModel ReadModel(JsonElement element) => new(Text(element, "name"), Text(element, "version"), Text(element, "sha256"));

    private static BoardCandidate ReadCandidate(JsonElement element) => new(
        ReadModel(element),
        Text(element, "rollout"),
        Text(element, "step") ?? throw new FormatException("has a candidate without a step"),
        Member(element, "progress", JsonValueKind.Number)?.GetDouble(),
        Text(element, "reason"),
        Text(element, "error"));

    private static string[] GroupNames(JsonElement array) => [.. array.EnumerateArray().Take(MaxGroups).Select(static one =>
        one.ValueKind == JsonValueKind.String ? Shortened(one.GetString()!) : throw new FormatException("has a group that is no text"))];

    private static string? Text(JsonElement element, string name) =>
        Member(element, name, JsonValueKind.String) is { } text ? Shortened(text.GetString()!) : null;

    private static JsonElement? Object(JsonElement element, string name) => Member(element, name, JsonValueKind.Object);

    private static JsonElement? Member(JsonElement element, string name, JsonValueKind kind)
    {
        if (!element.TryGetProperty(name, out JsonElement member) || member.ValueKind == JsonValueKind.Null)
            return null;
        return member.ValueKind == kind ? member : throw new FormatException($"has a \"{name}\" that is no {kind.ToString().ToLowerInvariant()}");
    }

    private static string Shortened(string text) => text.Length > MaxText ? text[..MaxText] : text;
}
