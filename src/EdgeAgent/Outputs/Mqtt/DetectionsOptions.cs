using System.ComponentModel.DataAnnotations;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The stream of detections messages.</summary>
internal sealed record DetectionsOptions
{
    /// <summary>everyFrame, onChange (an object came or went) or never. Default everyFrame.</summary>
    public DetectionsWhen When { get; init; } = DetectionsWhen.EveryFrame;

    /// <summary>Most messages a second and camera; frames in between are left out. Default: no limit.</summary>
    [Range(0.01, 240.0)]
    public double? MaximumRate { get; init; }

    /// <summary>MQTT quality of service of these messages, 0 or 1; events and status always use 1. Default 0.</summary>
    [Range(0, 1)]
    public int Qos { get; init; }
}
