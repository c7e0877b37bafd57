namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The topics of one device.</summary>
internal sealed class MqttTopics(string prefix, string device)
{
    private readonly string _root = $"{prefix}/{device}";

    /// <summary><c>online</c> or <c>offline</c>, retained, also the Will.</summary>
    public string DeviceStatus => $"{_root}/status";

    /// <summary><c>online</c> or <c>offline</c>, retained.</summary>
    public string CameraStatus(string camera) => $"{_root}/{camera}/status";

    /// <summary>One JSON message a frame.</summary>
    public string Detections(string camera) => $"{_root}/{camera}/detections";

    /// <summary>One JSON message an event.</summary>
    public string Events(string camera) => $"{_root}/{camera}/events";
}
