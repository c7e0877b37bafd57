namespace EdgeVision.Workbench.Evaluation;

/// <summary>A detection's score and how it fared at each threshold of <see cref="CocoThresholds"/>: bit t is threshold t.</summary>
/// <param name="Score">In [0, 1].</param>
/// <param name="Right">Where it found an object.</param>
/// <param name="Ignored">Where it counts neither for nor against. What is neither right nor ignored is wrong.</param>
internal readonly record struct CocoOutcome(float Score, ushort Right, ushort Ignored)
{
    public bool IsRight(int threshold) => (Right & (1 << threshold)) != 0;

    public bool IsIgnored(int threshold) => (Ignored & (1 << threshold)) != 0;
}
