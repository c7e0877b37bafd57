using System.Text.Json.Serialization;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>What has become of a board in a rollout.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BoardOutcome>))]
internal enum BoardOutcome
{
    /// <summary>Its wave has not begun.</summary>
    Untouched,

    /// <summary>It is being told, or at work.</summary>
    UnderWay,

    /// <summary>It was not there when it was told. The broker keeps the message for it.</summary>
    Pending,

    /// <summary>It runs the model, which has passed its trial.</summary>
    Good,

    /// <summary>It has refused the model or gone back to the one before.</summary>
    Failed,

    /// <summary>It has said nothing new for too long.</summary>
    Silent,
}
