using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The topics of one device.</summary>
internal sealed class MqttTopics(string prefix, string device)
{
    private readonly string _root = $"{prefix}/{device}";

    /// <summary><c>online</c> or <c>offline</c>, retained, also the Will.</summary>
    public string DeviceStatus => $"{_root}/status";

    /// <summary>Which model runs and what is on its way, one JSON message, retained.</summary>
    public string ModelState => $"{_root}/model/state";

    /// <summary>Which model is wanted of this box, one JSON message, retained by whoever says so.</summary>
    public string ModelSet => $"{_root}/model/set";

    /// <summary>The same for all boxes of a group.</summary>
    public string GroupModelSet(string group) => $"{prefix}/groups/{group}/model/set";

    /// <summary><c>online</c> or <c>offline</c>, retained.</summary>
    public string CameraStatus(string camera) => $"{_root}/{camera}/status";

    /// <summary>One JSON message a frame, under the name of what the task finds.</summary>
    public string Results(string camera, ModelTask task) => $"{_root}/{camera}/" + task switch
    {
        ModelTask.Classification => "classes",
        ModelTask.Segmentation => "areas",
        _ => "detections",
    };

    /// <summary>A picture of the classes, one PNG file a message.</summary>
    public string Mask(string camera) => $"{_root}/{camera}/mask";

    /// <summary>One JSON message an event.</summary>
    public string Events(string camera) => $"{_root}/{camera}/events";
}
