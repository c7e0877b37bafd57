namespace EdgeVision.Workbench.Demo;

/// <summary>What one frame showed, for a drawing of it.</summary>
/// <param name="Width">Pixels a line of the frame.</param>
/// <param name="Height">Its lines.</param>
/// <param name="Boxes">The objects a detector saw in it; none of a network for another task.</param>
internal sealed record DemoScene(int Width, int Height, IReadOnlyList<DemoBox> Boxes);
