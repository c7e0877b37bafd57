using EdgeVision.EdgeAgent.Models;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>Which model the box is to run, and who says so.</summary>
/// <param name="Model">Which one.</param>
/// <param name="Source">Who says so: one of the constants here, or <c>group:NAME</c>.</param>
/// <param name="Rollout">What whoever says so calls the occasion.</param>
internal sealed record DesiredModel(ModelOptions Model, string Source, string? Rollout = null)
{
    /// <summary>The configuration of the box.</summary>
    public const string Configuration = "configuration";

    /// <summary>A person at the box.</summary>
    public const string Pin = "pin";

    /// <summary>The broker, for this box alone.</summary>
    public const string Device = "device";

    /// <summary>Before the name of a group: the broker, for all of them.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>Whether it was said over the broker.</summary>
    public bool IsFromAfar => Source == Device || Source.StartsWith(GroupPrefix, StringComparison.Ordinal);

    /// <summary>By which the same wish is known again, whoever has it: what came of it is not tried again by itself.</summary>
    public string Key => $"{Model.Url}\n{Model.Path}\n{Model.Name}\n{Model.Sha256}\n{Model.Version}\n{Rollout}";
}
