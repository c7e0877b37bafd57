using System.Text.Json;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;

namespace EdgeVision.Inference.GoldenSamples;

/// <summary>Reads and writes <c>golden.json</c>; every refusal names the file, the JSON path and the reason.</summary>
internal sealed class GoldenJson(string path)
{
    /// <summary>The only <c>schema</c> that is read and written.</summary>
    public const string Schema = "edgevision.golden/1";

    /// <summary>The most bytes of a golden answer.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxEntries = 1000;
    private const int MaxSide = 4096;

    // Boxes end at the picture's edge, but for the rounding of parts.
    private const float Edge = 1e-3f;

    // Far less than a pixel; the overlap of a box without an area is not defined.
    private const float MinSide = 1e-6f;

    /// <exception cref="ModelFormatException">The answer takes more than a golden answer may.</exception>
    public byte[] Write(VisionAnswer answer, string engine)
    {
        var document = new GoldenDocument(
            Schema,
            engine,
            answer.LeastScore,
            answer.Task == ModelTask.Detection ? [.. answer.Objects.ToArray().Select(WriteObject)] : null,
            answer.Task == ModelTask.Classification
                ? [.. answer.Classes.ToArray().Select(static seen => new GoldenDocument.ClassSection(seen.Label, seen.Score))] : null,
            answer.Task == ModelTask.Segmentation
                ? new GoldenDocument.MapSection(answer.MapWidth, answer.MapHeight, [.. answer.Labels], Runs(answer.Map)) : null);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(document, GoldenJsonContext.Default.GoldenDocument);
        return json.Length <= MaxBytes
            ? json
            : throw Error("$", $"the answer takes {json.Length} bytes, and may take {MaxBytes}; choose a picture that shows less");
    }

    /// <param name="model">Whose answer it is: the task and the names must be its.</param>
    /// <param name="engine">Which engine gave it.</param>
    /// <exception cref="ModelFormatException">It is no answer of such a model.</exception>
    public VisionAnswer Read(ReadOnlySpan<byte> json, ModelManifest model, out string engine)
    {
        if (json.Length > MaxBytes)
            throw Error("$", $"the file has {json.Length} bytes; a golden answer has at most {MaxBytes}");
        GoldenDocument document = Parse(json);
        Require(document.Schema == Schema, "$.schema", $"is '{document.Schema}'; this version reads {Schema}");
        Require(document.Engine is "managed" or "onnxruntime", "$.engine", $"is '{document.Engine}'; it must be 'managed' or 'onnxruntime'");
        RequireScore("$.leastScore", document.LeastScore);
        RequireSectionOf(ModelTask.Detection, "$.objects", document.Objects, model);
        RequireSectionOf(ModelTask.Classification, "$.classes", document.Classes, model);
        RequireSectionOf(ModelTask.Segmentation, "$.map", document.Map, model);

        engine = document.Engine;
        var answer = new VisionAnswer();
        answer.Begin(model.Task, document.Map is null ? model.Labels : [.. document.Map.Labels], document.LeastScore);
        if (document.Objects is not null)
            ReadObjects(document.Objects, model, answer);
        if (document.Classes is not null)
            ReadClasses(document.Classes, model, answer);
        if (document.Map is not null)
            ReadMap(document.Map, model, answer);
        return answer;
    }

    private static GoldenDocument.ObjectSection WriteObject(SeenObject seen) =>
        new(seen.Label, seen.Score, [seen.Box.Left, seen.Box.Top, seen.Box.Right, seen.Box.Bottom]);

    private static int[] Runs(ReadOnlySpan<byte> map)
    {
        List<int> runs = [];
        while (!map.IsEmpty)
        {
            int length = map.IndexOfAnyExcept(map[0]);
            length = length < 0 ? map.Length : length;
            runs.Add(map[0]);
            runs.Add(length);
            map = map[length..];
        }

        return [.. runs];
    }

    private GoldenDocument Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, GoldenJsonContext.Default.GoldenDocument) ?? throw Error("$", "must be an object, not null");
        }
        catch (JsonException error)
        {
            throw Error(error.Path ?? "$", $"{JsonReason.Of(error)} (line {error.LineNumber + 1})");
        }
    }

    private void ReadObjects(GoldenDocument.ObjectSection[] sections, ModelManifest model, VisionAnswer answer)
    {
        Require(sections.Length <= MaxEntries, "$.objects", $"has {sections.Length} entries; it has at most {MaxEntries}");
        Dictionary<string, int> names = NamesOf(model);
        Span<SeenObject> objects = answer.ReserveObjects(sections.Length);
        for (int i = 0; i < sections.Length; i++)
        {
            GoldenDocument.ObjectSection section = Whole($"$.objects[{i}]", sections[i]);
            Require(names.ContainsKey(section.Label), $"$.objects[{i}].label", $"is '{section.Label}', which the model does not know");
            RequireScore($"$.objects[{i}].score", section.Score);
            bool isBox = section.Box is [>= -Edge, >= -Edge, <= 1f + Edge, <= 1f + Edge]
                && section.Box[2] - section.Box[0] >= MinSide && section.Box[3] - section.Box[1] >= MinSide;
            Require(isBox, $"$.objects[{i}].box", "must be left, top, right and bottom in parts of the picture, from 0 to 1, and have an area");
            objects[i] = new SeenObject(section.Label, section.Score, new BoundingBox(section.Box[0], section.Box[1], section.Box[2], section.Box[3]));
        }
    }

    private void ReadClasses(GoldenDocument.ClassSection[] sections, ModelManifest model, VisionAnswer answer)
    {
        Require(sections.Length <= MaxEntries, "$.classes", $"has {sections.Length} entries; it has at most {MaxEntries}");
        Dictionary<string, int> names = NamesOf(model);
        Span<SeenClass> classes = answer.ReserveClasses(sections.Length);
        for (int i = 0; i < sections.Length; i++)
        {
            GoldenDocument.ClassSection section = Whole($"$.classes[{i}]", sections[i]);
            Require(names.TryGetValue(section.Label, out int left), $"$.classes[{i}].label", $"is '{section.Label}', which the model does not know");
            Require(left > 0, $"$.classes[{i}].label", $"is '{section.Label}' once more than the model has such classes");
            names[section.Label] = left - 1;
            RequireScore($"$.classes[{i}].score", section.Score);
            Require(i == 0 || section.Score <= sections[i - 1].Score, $"$.classes[{i}].score", "is larger than the one before; the best comes first");
            classes[i] = new SeenClass(section.Label, section.Score);
        }
    }

    private void ReadMap(GoldenDocument.MapSection section, ModelManifest model, VisionAnswer answer)
    {
        Require(section.Width is >= 1 and <= MaxSide, "$.map.width", $"is {section.Width}; it must be from 1 to {MaxSide}");
        Require(section.Height is >= 1 and <= MaxSide, "$.map.height", $"is {section.Height}; it must be from 1 to {MaxSide}");
        Require(section.Labels.Length == model.Labels.Length, "$.map.labels", $"has {section.Labels.Length} names, and the model {model.Labels.Length}");
        for (int i = 0; i < section.Labels.Length; i++)
            Require(section.Labels[i] == model.Labels[i], $"$.map.labels[{i}]", $"is '{section.Labels[i]}', and the model's is '{model.Labels[i]}'");

        Require(section.Runs.Length % 2 == 0, "$.map.runs", "has an odd number of entries; each class has a count");
        Span<byte> map = answer.ReserveMap(section.Width, section.Height);
        for (int i = 0; i < section.Runs.Length; i += 2)
        {
            (int value, int length) = (section.Runs[i], section.Runs[i + 1]);
            Require(value >= 0 && value <= section.Labels.Length && value <= byte.MaxValue, $"$.map.runs[{i}]", $"is {value}, which names no class");
            Require(length >= 1 && length <= map.Length, $"$.map.runs[{i + 1}]", $"is {length}, and {map.Length} pixels are left");
            map[..length].Fill((byte)value);
            map = map[length..];
        }

        Require(map.IsEmpty, "$.map.runs", $"says nothing of the last {map.Length} pixels");
    }

    private void RequireSectionOf(ModelTask task, string jsonPath, object? section, ModelManifest model) =>
        Require(
            section is not null == (model.Task == task), jsonPath,
            $"must {(section is null ? "" : "not ")}be there when the model's task is {model.Task.ToString().ToLowerInvariant()}");

    /// <summary>The names of the model's classes, and how many have each.</summary>
    private static Dictionary<string, int> NamesOf(ModelManifest model) => model.Labels.Where(static label => label.Length > 0)
        .GroupBy(static label => label, StringComparer.Ordinal).ToDictionary(static same => same.Key, static same => same.Count(), StringComparer.Ordinal);

    private void RequireScore(string jsonPath, float score) => Require(score is >= 0f and <= 1f, jsonPath, $"is {score}; it must be from 0 to 1");

    /// <summary>What annotations do not reach: entries of an array may be null.</summary>
    private T Whole<T>(string jsonPath, T? entry)
        where T : class => entry ?? throw Error(jsonPath, "must not be null");

    private void Require(bool condition, string jsonPath, string reason)
    {
        if (!condition)
            throw Error(jsonPath, reason);
    }

    private ModelFormatException Error(string jsonPath, string reason) => new(path, null, $"{jsonPath}: {reason}");
}
