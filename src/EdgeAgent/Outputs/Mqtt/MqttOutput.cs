using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.Inference.Models;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The connection to the broker of a configuration, and what is published over it.</summary>
internal sealed class MqttOutput(MqttOptions mqtt, OutputSurroundings surroundings) : IOutput
{
    private readonly MqttTopics _topics = new(mqtt.TopicPrefix, surroundings.Neighbours.Device);
    private IMqttConnection? _connection;
    private MqttSink? _sink;
    private MaskPicture? _mask;

    /// <summary>Whether the broker has accepted us.</summary>
    public bool IsConnected => _connection?.IsConnected == true;

    /// <summary>Why the broker does not take everything; <see langword="null"/>: it does.</summary>
    public string? Error => _connection?.Error;

    public void Open()
    {
        // What the broker still keeps of cameras that are no more, whether an earlier configuration or another run had them.
        MqttSubscription kept = new(_topics.CameraStatus("+"), (topic, payload, retained) => _sink?.ForgetGhost(topic, payload, retained));
        var log = new BrokerLog(surroundings.Time, surroundings.Loggers.CreateLogger<BrokerLog>());
        string? board = mqtt.ClientId is null ? surroundings.FindBoard() : null;
        _connection = surroundings.OpenMqtt(
            BrokerConnections.Describe(mqtt, surroundings.Neighbours.Device, board),
            [kept, .. ModelWishes()],
            connection => _sink?.PublishBirth(connection),
            log.Take);
    }

    public void Prepare(ModelManifest model)
    {
        DetectionsOptions results = mqtt.Detections;
        _mask = results.Mask == MaskForm.Png ? new MaskPicture() : null;
        _sink = new MqttSink(
            _topics,
            surroundings.Neighbours.Cameras.Select(static camera => camera.Name),
            model,
            written => new MessageWriter(surroundings.Neighbours.Device, written, withRuns: results.Mask == MaskForm.Runs),
            results,
            _mask is null ? null : _mask.Encode,
            surroundings.GoneCameras,
            surroundings.Models is { } models ? models.State : null);
        _sink.Use(_connection!);
    }

    // Only now that there is a sink: what it says with each connection names the model.
    public IEventSink Start()
    {
        _connection!.Start();
        if (surroundings.Models is { } models)
            models.StateChanged += _sink!.PublishModelState;
        return _sink!;
    }

    public bool Stop(TimeSpan limit) => _connection?.Stop(limit) != false;

    public void Release()
    {
        if (surroundings.Models is { } models && _sink is not null)
            models.StateChanged -= _sink.PublishModelState;
        _connection?.Dispose();
        _sink?.Dispose();
    }

    /// <summary>Wishes are states, not commands: one that the broker kept counts as much as one that comes just now.</summary>
    private IEnumerable<MqttSubscription> ModelWishes()
    {
        if (surroundings is not { Models: { } models, ModelGroups: { } groups })
            yield break;

        yield return new MqttSubscription(_topics.ModelSet, (_, payload, _) => models.Say(null, payload), MqttQualityOfService.AtLeastOnce);
        foreach (string group in groups)
            yield return new MqttSubscription(_topics.GroupModelSet(group), (_, payload, _) => models.Say(group, payload), MqttQualityOfService.AtLeastOnce);
    }

    // Native memory that a hanging thread may write to.
    public void Dispose() => _mask?.Dispose();
}
