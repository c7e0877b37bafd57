namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A board that was meant and is not told.</summary>
/// <param name="Why">The end of a sentence that begins with its name.</param>
internal sealed record LeftOutBoard(string Name, string Why);
