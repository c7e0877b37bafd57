using System.Text.Json;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Frames and events as the JSON that docs/mqtt.md describes. Allocates nothing once its buffer has grown to the largest message. One thread.</summary>
internal sealed class MessageWriter(string device, ModelManifest model) : IDisposable
{
    /// <summary>Value of <c>schema</c> in detections messages; the number rises when a reader would have to change.</summary>
    public const string DetectionsSchema = "edgevision.detections/1";

    /// <summary>Value of <c>schema</c> in event messages.</summary>
    public const string EventSchema = "edgevision.event/1";

    private const int PixelDigits = 1;
    private const int PartDigits = 4;

    private readonly JsonMessage _message = new();

    /// <summary>Every object the frame shows. The bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> Detections(in FrameResult frame)
    {
        Utf8JsonWriter json = Begin(Names.DetectionsSchema, frame.Camera);
        json.WriteNumber(Names.Sequence, frame.Sequence);
        _message.WriteTime(Names.Time, frame.CapturedAt.Utc);
        _message.WriteRounded(Names.LatencyMs, (float)frame.Latency.TotalMilliseconds, PixelDigits);
        WriteModel(json);
        json.WriteStartObject(Names.Image);
        json.WriteNumber(Names.Width, frame.Width);
        json.WriteNumber(Names.Height, frame.Height);
        json.WriteEndObject();

        json.WriteStartArray(Names.Objects);
        foreach (ref readonly Track track in frame.Tracks)
        {
            if (track.Missed == 0)
                WriteObject(json, in track, frame.Width, frame.Height);
        }

        json.WriteEndArray();
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

        json.WriteStartObject(Names.Object);
        WriteIdentity(json, visionEvent.Label, visionEvent.Subject);
        _message.WriteBox(Names.Box, visionEvent.Subject.Box, PixelDigits);
        _message.WriteBox(Names.Box01, visionEvent.Box01, PartDigits);
        json.WriteEndObject();
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

    private void WriteObject(Utf8JsonWriter json, in Track track, float width, float height)
    {
        json.WriteStartObject();
        WriteIdentity(json, model.Labels[track.LabelIndex], in track);
        _message.WriteBox(Names.Box, track.Box, PixelDigits);
        BoundingBox parts = new(track.Box.Left / width, track.Box.Top / height, track.Box.Right / width, track.Box.Bottom / height);
        _message.WriteBox(Names.Box01, parts, PartDigits);
        json.WriteEndObject();
    }

    private void WriteIdentity(Utf8JsonWriter json, string label, in Track track)
    {
        json.WriteString(Names.Label, label);
        json.WriteNumber(Names.LabelIndex, track.LabelIndex);
        _message.WriteRounded(Names.Score, track.Score, 3);
        json.WriteNumber(Names.TrackId, track.Id);
    }

    private static class Names
    {
        public static readonly JsonEncodedText DetectionsSchema = JsonEncodedText.Encode(MessageWriter.DetectionsSchema);
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
