using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Which frames become a message.</summary>
internal enum DetectionsWhen
{
    /// <summary>Each inferred frame.</summary>
    [JsonStringEnumMemberName("everyFrame")]
    EveryFrame,

    /// <summary>Frames in which an object or class came or went.</summary>
    [JsonStringEnumMemberName("onChange")]
    OnChange,

    /// <summary>None; events still are.</summary>
    Never,
}
