using System.ComponentModel.DataAnnotations;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The stream of one message a frame: detections, classes or areas, as the model's task is.</summary>
internal sealed record DetectionsOptions
{
    /// <summary>everyFrame, onChange (an object or class came or went) or never. Default everyFrame.</summary>
    public DetectionsWhen When { get; init; } = DetectionsWhen.EveryFrame;

    /// <summary>Most messages a second and camera; frames in between are left out. Default: no limit.</summary>
    [Range(0.01, 240.0)]
    public double? MaximumRate { get; init; }

    /// <summary>MQTT quality of service of these messages, 0 or 1; events and status always use 1. Default 0.</summary>
    [Range(0, 1)]
    public int Qos { get; init; }

    /// <summary>
    /// How a segmenter's map goes with its areas: none, runs (run lengths in the message) or png (a picture on a topic of its own). Default none.
    /// </summary>
    public MaskForm Mask { get; init; }
}
