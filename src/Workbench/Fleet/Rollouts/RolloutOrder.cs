namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A board that is to be told something.</summary>
/// <param name="Known">What the broker keeps for it until then.</param>
internal sealed record RolloutOrder(RolloutBoard Board, string Message, string? Known);
