using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>
/// Publishes status (quality 1, retained), events (quality 1) and what each frame shows (as configured). While the broker is away nothing is kept: a
/// detection is worthless late, and states and the events that go on are told anew by <see cref="PublishBirth"/> with each connection.
/// </summary>
internal sealed class MqttSink : IEventSink, IDisposable
{
    private static readonly TimeSpan s_resultExpiry = TimeSpan.FromSeconds(10);

    // Held while a status changes and is published, so that a birth on another thread cannot publish an older one afterwards.
    private readonly Lock _gate = new();
    private readonly MqttTopics _topics;
    private readonly CameraStream[] _streams;
    private readonly string[] _goneTopics;
    private readonly RunningEvents _running = new();
    private readonly Func<ModelManifest, MessageWriter> _write;
    private readonly MqttQualityOfService _resultQuality;
    private readonly Func<ClassMap, ReadOnlySpan<byte>>? _encodeMask;
    private readonly Func<byte[]>? _modelState;
    private MessageWriter _writer;
    private IMqttConnection? _connection;

    /// <summary>For these cameras.</summary>
    /// <param name="write">Makes what writes the messages of a model; owned from then on.</param>
    /// <param name="encodeMask">Makes the pictures where <see cref="MaskForm.Png"/> asks for them.</param>
    /// <param name="goneCameras">Those that an earlier configuration had: the broker may still keep their status.</param>
    /// <param name="modelState">Which model runs and what is on its way, as a message; <see langword="null"/>: that is not told.</param>
    public MqttSink(
        MqttTopics topics,
        IEnumerable<string> cameras,
        ModelManifest model,
        Func<ModelManifest, MessageWriter> write,
        DetectionsOptions detections,
        Func<ClassMap, ReadOnlySpan<byte>>? encodeMask = null,
        IEnumerable<string>? goneCameras = null,
        Func<byte[]>? modelState = null)
    {
        _modelState = modelState;
        _goneTopics = [.. (goneCameras ?? []).Select(topics.CameraStatus)];
        _topics = topics;
        _streams = [.. cameras.Select(camera => new CameraStream(camera, topics, model.Task, detections))];
        _write = write;
        _writer = write(model);
        _encodeMask = detections.Mask == MaskForm.Png ? encodeMask : null;
        _resultQuality = (MqttQualityOfService)detections.Qos;
    }

    /// <summary>The payload of a device or camera that works.</summary>
    public static ReadOnlySpan<byte> Online => "online"u8;

    /// <summary>The payload of one that does not.</summary>
    public static ReadOnlySpan<byte> Offline => "offline"u8;

    /// <inheritdoc/>
    public string Name => "MQTT";

    /// <summary>Where to publish; nothing is before.</summary>
    public void Use(IMqttConnection connection) => Volatile.Write(ref _connection, connection);

    /// <summary>Says what is online: to be called with each connection to a broker. Any thread.</summary>
    public void PublishBirth(IMqttConnection connection)
    {
        lock (_gate)
        {
            connection.TryPublish(_topics.DeviceStatus, Online, MqttQualityOfService.AtLeastOnce, retain: true);
            // An empty message makes the broker forget the retained one.
            foreach (string topic in _goneTopics)
                connection.TryPublish(topic, [], MqttQualityOfService.AtLeastOnce, retain: true);
            foreach (CameraStream stream in _streams)
            {
                PublishStatus(connection, stream);
                stream.Forget();
            }

            foreach ((string topic, ReadOnlyMemory<byte> message) in _running.Messages)
                connection.TryPublish(topic, message.Span, MqttQualityOfService.AtLeastOnce, retain: false);
        }

        PublishModelState();
    }

    /// <summary>Says which model runs and what is on its way. Any thread.</summary>
    public void PublishModelState()
    {
        if (_modelState is { } state)
            Volatile.Read(ref _connection)?.TryPublish(_topics.ModelState, state(), MqttQualityOfService.AtLeastOnce, retain: true);
    }

    /// <summary>Makes the broker forget a retained status below our device that belongs to none of its cameras. Any thread.</summary>
    public void ForgetGhost(string topic, ReadOnlySpan<byte> payload, bool retained)
    {
        if (retained && !payload.IsEmpty && !Array.Exists(_streams, stream => stream.StatusTopic == topic))
            Volatile.Read(ref _connection)?.TryPublish(topic, [], MqttQualityOfService.AtLeastOnce, retain: true);
    }

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status)
    {
        lock (_gate)
        {
            CameraStream stream = StreamOf(status.Camera);
            stream.IsOnline = status.IsOnline;
            if (Volatile.Read(ref _connection) is IMqttConnection connection)
                PublishStatus(connection, stream);
        }
    }

    /// <inheritdoc/>
    public void OnModel(ModelManifest model)
    {
        MessageWriter writer = _write(model);
        lock (_gate)
        {
            _writer.Dispose();
            _writer = writer;
            foreach (CameraStream stream in _streams)
                stream.Use(model.Task);
        }
    }

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent)
    {
        string topic = StreamOf(visionEvent.Camera).EventsTopic;
        lock (_gate)
        {
            ReadOnlySpan<byte> message = _writer.Event(in visionEvent);
            Volatile.Read(ref _connection)?.TryPublish(topic, message, MqttQualityOfService.AtLeastOnce, retain: false);
            if (visionEvent.Kind == VisionEventKind.End)
                _running.Remove(visionEvent.Id);
            else
                _running.Set(
                    visionEvent.Id, topic,
                    visionEvent.Kind == VisionEventKind.Update ? message : _writer.Event(visionEvent with { Kind = VisionEventKind.Update }));
        }
    }

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame)
    {
        CameraStream stream = StreamOf(frame.Camera);
        if (Volatile.Read(ref _connection) is not { IsConnected: true } connection || !stream.Wants(in frame))
            return;

        bool published = connection.TryPublish(stream.ResultsTopic, _writer.Result(in frame), _resultQuality, retain: false, s_resultExpiry);
        if (published && _encodeMask is { } encode && frame.Scene.Map is { } map)
            published = connection.TryPublish(stream.MaskTopic, encode(map), _resultQuality, retain: false, s_resultExpiry);
        if (!published)
            stream.Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static void PublishStatus(IMqttConnection connection, CameraStream stream) =>
        connection.TryPublish(stream.StatusTopic, stream.IsOnline ? Online : Offline, MqttQualityOfService.AtLeastOnce, retain: true);

    private CameraStream StreamOf(string camera)
    {
        foreach (CameraStream stream in _streams)
        {
            if (stream.Camera == camera)
                return stream;
        }

        throw new ArgumentException($"There is no camera {camera}.", nameof(camera));
    }
}
