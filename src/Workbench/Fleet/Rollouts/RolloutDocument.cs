using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A rollout, as it is kept: everything that a later run needs to go on.</summary>
internal sealed class RolloutDocument
{
    /// <summary>The only schema that is read and written.</summary>
    public const string CurrentSchema = "edgevision.rollout/1";

    public string Schema { get; init; } = CurrentSchema;

    /// <summary>Tells this rollout's attempts from all others.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required BrokerAccess Access { get; set; }

    public required DesiredModel Model { get; init; }

    /// <summary>The message, to the byte: by it the broker is seen to keep what we said.</summary>
    public required string Message { get; init; }

    /// <summary>As they were typed, those that tell anybody.</summary>
    public required IReadOnlyList<string> Waves { get; init; }

    /// <summary>How long boards must stay good before the next wave begins.</summary>
    public required TimeSpan Watch { get; set; }

    /// <summary>After how long without a step forward a board that was there counts as failed.</summary>
    public required TimeSpan SilentAfter { get; set; }

    /// <summary>How many boards of a wave may fail.</summary>
    public required int MaxFailures { get; set; }

    /// <summary>Whether boards are told again what they were told before when too many have failed.</summary>
    public required bool RollbackOnFailure { get; set; }

    public RolloutStep Step { get; set; }

    /// <summary>The wave that is told, from 0.</summary>
    public int Wave { get; set; }

    /// <summary>Whether the boards of <see cref="Wave"/> have been asked to be told.</summary>
    public bool HasBegun { get; set; }

    /// <summary>In the order in which they are told.</summary>
    public required IReadOnlyList<RolloutBoard> Boards { get; init; }

    /// <summary>Those that were meant and are not told.</summary>
    public required IReadOnlyList<LeftOutBoard> LeftOut { get; init; }
}
