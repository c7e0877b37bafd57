using System.ComponentModel.DataAnnotations;

namespace EdgeVision.EdgeAgent.Tracking;

/// <summary>How detections of successive frames become one object.</summary>
internal sealed record TrackingOptions
{
    /// <summary>Smallest overlap, as intersection over union, that continues a track. Default 0.3.</summary>
    [Range(0.01, 1.0)]
    public float MinIou { get; init; } = 0.3f;

    /// <summary>How long a track survives without a matching detection. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(1);
}
