namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>Something there is to tell.</summary>
/// <param name="Wave">From 0.</param>
internal sealed record RolloutEvent(RolloutEventKind Kind, int Wave, RolloutBoard? Board = null);
