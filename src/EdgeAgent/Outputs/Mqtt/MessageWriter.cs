using System.Text.Json;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>
/// Frames and events as the JSON that docs/mqtt.md describes, in the form that the model's task asks for. Allocates nothing once its buffer has grown to
/// the largest message. One thread.
/// </summary>
/// <param name="withRuns">Whether a segmenter's messages hold its map as run lengths.</param>
internal sealed class MessageWriter(string device, ModelManifest model, bool withRuns = false) : IDisposable
{
    /// <summary>Value of <c>schema</c> in a detector's messages; the number rises when a reader would have to change.</summary>
    public const string DetectionsSchema = "edgevision.detections/1";

    /// <summary>Value of <c>schema</c> in a classifier's messages.</summary>
    public const string ClassesSchema = "edgevision.classes/1";

    /// <summary>Value of <c>schema</c> in a segmenter's messages.</summary>
    public const string AreasSchema = "edgevision.areas/1";

    /// <summary>Value of <c>schema</c> in event messages.</summary>
    public const string EventSchema = "edgevision.event/1";

    private const int PixelDigits = 1;
    private const int PartDigits = 4;
    private const int ScoreDigits = 3;

    private readonly JsonMessage _message = new();

    /// <summary>What the frame shows. The bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> Result(in FrameResult frame)
    {
        Utf8JsonWriter json = Begin(model.Task switch
        {
            ModelTask.Classification => Names.ClassesSchema,
            ModelTask.Segmentation => Names.AreasSchema,
            _ => Names.DetectionsSchema,
        }, frame.Camera);
        json.WriteNumber(Names.Sequence, frame.Sequence);
        _message.WriteTime(Names.Time, frame.CapturedAt.Utc);
        _message.WriteRounded(Names.LatencyMs, (float)frame.Latency.TotalMilliseconds, PixelDigits);
        WriteModel(json);
        json.WriteStartObject(Names.Image);
        json.WriteNumber(Names.Width, frame.Scene.Width);
        json.WriteNumber(Names.Height, frame.Scene.Height);
        json.WriteEndObject();

        switch (model.Task)
        {
            case ModelTask.Classification:
                WriteClasses(json, in frame);
                break;
            case ModelTask.Segmentation:
                WriteAreas(json, frame.Scene.Map!);
                break;
            default:
                WriteObjects(json, in frame);
                break;
        }

        json.WriteEndObject();
        return _message.End();
    }

    /// <summary>One event. The bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> Event(in VisionEvent visionEvent)
    {
        Utf8JsonWriter json = Begin(Names.EventSchema, visionEvent.Camera);
        json.WriteString(Names.Id, visionEvent.Id);
        json.WriteString(Names.Rule, visionEvent.Rule);
        json.WriteString(Names.Kind, visionEvent.Kind switch
        {
            VisionEventKind.Start => Names.Start,
            VisionEventKind.Update => Names.Update,
            _ => Names.End,
        });
        _message.WriteTime(Names.Time, visionEvent.At.Utc);
        _message.WriteTime(Names.StartedAt, visionEvent.StartedAt.Utc);
        _message.WriteRounded(Names.DurationS, (float)visionEvent.At.Since(visionEvent.StartedAt).TotalSeconds, 3);
        WriteModel(json);
        json.WriteNumber(Names.ObjectCount, visionEvent.Objects);
        WriteSubject(json, in visionEvent);
        json.WriteEndObject();
        return _message.End();
    }

    /// <inheritdoc/>
    public void Dispose() => _message.Dispose();

    private Utf8JsonWriter Begin(JsonEncodedText schema, string camera)
    {
        Utf8JsonWriter json = _message.Begin();
        json.WriteStartObject();
        json.WriteString(Names.Schema, schema);
        json.WriteString(Names.Device, device);
        json.WriteString(Names.Camera, camera);
        return json;
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        json.WriteStartObject(Names.Model);
        json.WriteString(Names.Name, model.Name);
        json.WriteString(Names.Sha256, model.Sha256);
        json.WriteEndObject();
    }

    private void WriteObjects(Utf8JsonWriter json, in FrameResult frame)
    {
        json.WriteStartArray(Names.Objects);
        foreach (ref readonly Track track in frame.Scene.Tracks)
        {
            if (track.Missed > 0)
                continue;

            json.WriteStartObject();
            WriteLabel(json, model.Labels[track.LabelIndex], track.LabelIndex);
            float width = frame.Scene.Width, height = frame.Scene.Height;
            WriteObject(
                json, track.Score, track.Id, track.Box,
                new(track.Box.Left / width, track.Box.Top / height, track.Box.Right / width, track.Box.Bottom / height));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteClasses(Utf8JsonWriter json, in FrameResult frame)
    {
        json.WriteStartArray(Names.Classes);
        foreach (ClassScore score in frame.Scene.Classes)
        {
            json.WriteStartObject();
            WriteLabel(json, model.Labels[score.LabelIndex], score.LabelIndex);
            _message.WriteRounded(Names.Score, score.Score, ScoreDigits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteAreas(Utf8JsonWriter json, ClassMap map)
    {
        json.WriteStartArray(Names.Areas);
        foreach (ref readonly ClassArea area in map.Areas)
        {
            json.WriteStartObject();
            WriteLabel(json, model.Labels[area.LabelIndex], area.LabelIndex);
            _message.WriteRounded(Names.Area01, area.Share, PartDigits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (withRuns)
            WriteRuns(json, map);
    }

    /// <summary>Value and length of each run of equal pixels, row by row, a run going on in the next row.</summary>
    private static void WriteRuns(Utf8JsonWriter json, ClassMap map)
    {
        json.WriteStartObject(Names.Map);
        json.WriteNumber(Names.Width, map.Width);
        json.WriteNumber(Names.Height, map.Height);
        json.WriteStartArray(Names.Runs);
        for (ReadOnlySpan<byte> left = map.Pixels; left.Length > 0;)
        {
            int end = left.IndexOfAnyExcept(left[0]);
            int length = end < 0 ? left.Length : end;
            json.WriteNumberValue(left[0]);
            json.WriteNumberValue(length);
            left = left[length..];
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteSubject(Utf8JsonWriter json, in VisionEvent visionEvent)
    {
        Subject subject = visionEvent.Subject;
        json.WriteStartObject(model.Task switch
        {
            ModelTask.Classification => Names.Class,
            ModelTask.Segmentation => Names.Area,
            _ => Names.Object,
        });
        WriteLabel(json, visionEvent.Label, subject.LabelIndex);
        switch (model.Task)
        {
            case ModelTask.Classification:
                _message.WriteRounded(Names.Score, subject.Score, ScoreDigits);
                break;
            case ModelTask.Segmentation:
                _message.WriteRounded(Names.Area01, subject.Area, PartDigits);
                break;
            default:
                WriteObject(json, subject.Score, subject.TrackId, subject.Box, visionEvent.Box01);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, string label, int labelIndex)
    {
        json.WriteString(Names.Label, label);
        json.WriteNumber(Names.LabelIndex, labelIndex);
    }

    private void WriteObject(Utf8JsonWriter json, float score, long trackId, in BoundingBox box, in BoundingBox box01)
    {
        _message.WriteRounded(Names.Score, score, ScoreDigits);
        json.WriteNumber(Names.TrackId, trackId);
        _message.WriteBox(Names.Box, box, PixelDigits);
        _message.WriteBox(Names.Box01, box01, PartDigits);
    }

    private static class Names
    {
        public static readonly JsonEncodedText DetectionsSchema = JsonEncodedText.Encode(MessageWriter.DetectionsSchema);
        public static readonly JsonEncodedText ClassesSchema = JsonEncodedText.Encode(MessageWriter.ClassesSchema);
        public static readonly JsonEncodedText AreasSchema = JsonEncodedText.Encode(MessageWriter.AreasSchema);
        public static readonly JsonEncodedText Classes = JsonEncodedText.Encode("classes");
        public static readonly JsonEncodedText Class = JsonEncodedText.Encode("class");
        public static readonly JsonEncodedText Areas = JsonEncodedText.Encode("areas");
        public static readonly JsonEncodedText Area = JsonEncodedText.Encode("area");
        public static readonly JsonEncodedText Area01 = JsonEncodedText.Encode("area01");
        public static readonly JsonEncodedText Map = JsonEncodedText.Encode("map");
        public static readonly JsonEncodedText Runs = JsonEncodedText.Encode("runs");
        public static readonly JsonEncodedText EventSchema = JsonEncodedText.Encode(MessageWriter.EventSchema);
        public static readonly JsonEncodedText Schema = JsonEncodedText.Encode("schema");
        public static readonly JsonEncodedText Device = JsonEncodedText.Encode("device");
        public static readonly JsonEncodedText Camera = JsonEncodedText.Encode("camera");
        public static readonly JsonEncodedText Sequence = JsonEncodedText.Encode("seq");
        public static readonly JsonEncodedText Time = JsonEncodedText.Encode("ts");
        public static readonly JsonEncodedText LatencyMs = JsonEncodedText.Encode("latencyMs");
        public static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
        public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
        public static readonly JsonEncodedText Sha256 = JsonEncodedText.Encode("sha256");
        public static readonly JsonEncodedText Image = JsonEncodedText.Encode("image");
        public static readonly JsonEncodedText Width = JsonEncodedText.Encode("width");
        public static readonly JsonEncodedText Height = JsonEncodedText.Encode("height");
        public static readonly JsonEncodedText Objects = JsonEncodedText.Encode("objects");
        public static readonly JsonEncodedText Object = JsonEncodedText.Encode("object");
        public static readonly JsonEncodedText ObjectCount = JsonEncodedText.Encode("objectCount");
        public static readonly JsonEncodedText Label = JsonEncodedText.Encode("label");
        public static readonly JsonEncodedText LabelIndex = JsonEncodedText.Encode("labelIndex");
        public static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
        public static readonly JsonEncodedText TrackId = JsonEncodedText.Encode("trackId");
        public static readonly JsonEncodedText Box = JsonEncodedText.Encode("box");
        public static readonly JsonEncodedText Box01 = JsonEncodedText.Encode("box01");
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText Rule = JsonEncodedText.Encode("rule");
        public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
        public static readonly JsonEncodedText Start = JsonEncodedText.Encode("start");
        public static readonly JsonEncodedText Update = JsonEncodedText.Encode("update");
        public static readonly JsonEncodedText End = JsonEncodedText.Encode("end");
        public static readonly JsonEncodedText StartedAt = JsonEncodedText.Encode("startedAt");
        public static readonly JsonEncodedText DurationS = JsonEncodedText.Encode("durationS");
    }
}
