using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>The message that <c>model/state</c> keeps, which <c>edgevision model status --json</c> prints too. docs/model-updates.md describes it.</summary>
internal static class ModelStateJson
{
    /// <summary>Value of <c>schema</c>; the number rises when a reader would have to change.</summary>
    public const string Schema = "edgevision.model-state/1";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message.</summary>
    /// <param name="device">The box's name.</param>
    /// <param name="groups">Those it belongs to.</param>
    /// <param name="daemon">The version that runs.</param>
    public static byte[] Write(ModelStatus status, string device, IReadOnlyList<string> groups, string daemon, DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("device", device);
            json.WriteStartArray("groups");
            foreach (string group in groups)
                json.WriteStringValue(group);
            json.WriteEndArray();
            json.WriteString("daemon", daemon);
            json.WriteString("time", TimeOf(now));
            json.WriteString("source", status.Source);
            if (status.Active is { } active)
            {
                json.WriteStartObject("active");
                WriteModel(json, active);
                json.WriteString("origin", active.Origin.ToString().ToLowerInvariant());
                json.WriteEndObject();
            }

            if (status.Candidate is { } candidate)
                WriteCandidate(json, candidate, status.Progress);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteCandidate(Utf8JsonWriter json, CandidateRecord candidate, double? progress)
    {
        json.WriteStartObject("candidate");
        if (candidate.Model is { } model)
            WriteModel(json, model);
        else if (candidate.WantedVersion is not null)
            json.WriteString("version", candidate.WantedVersion);
        if (candidate.Model?.Sha256 is null)
            WriteText(json, "sha256", candidate.WantedSha256);
        WriteText(json, "url", candidate.Url);
        json.WriteString("source", candidate.Source);
        WriteText(json, "rollout", candidate.Rollout);
        json.WriteString("step", UpdateCode.Of(candidate.Step));
        if (progress is { } part)
            json.WriteNumber("progress", Math.Round(part, 3));
        if (candidate.Reason is { } reason)
            json.WriteString("reason", UpdateCode.Of(reason));
        WriteText(json, "error", candidate.Error);
        json.WriteString("since", TimeOf(candidate.Since));
        json.WriteStartObject("seconds");
        foreach ((UpdateStep step, double seconds) in candidate.Seconds)
            json.WriteNumber(UpdateCode.Of(step), Math.Round(seconds, 3));
        json.WriteEndObject();
        if (candidate.Agreement is { } agreement)
            json.WriteNumber("agreement", Math.Round(agreement, 3));
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, ModelRecord model)
    {
        json.WriteString("name", model.Name);
        WriteText(json, "version", model.Version);
        if (model.Sequence is { } sequence)
            json.WriteNumber("sequence", sequence);
        WriteText(json, "sha256", model.Sha256);
        WriteText(json, "path", model.Path);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
