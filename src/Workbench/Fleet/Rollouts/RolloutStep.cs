using System.Text.Json.Serialization;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>How far a rollout has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RolloutStep>))]
internal enum RolloutStep
{
    /// <summary>Wave after wave is told.</summary>
    Running,

    /// <summary>Too many boards of a wave have failed; no further one is told.</summary>
    Stopped,

    /// <summary>All waves have been told, and whoever was there is good.</summary>
    Done,

    /// <summary>Boards are told again what they were told before.</summary>
    PuttingBack,

    /// <summary>They have been.</summary>
    PutBack,
}
