namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>
/// What the numbers of a head become: times a gain, plus a shift. Chance gives them a mean of 0 and a deviation of 1, by which half of a picture would be
/// objects.
/// </summary>
/// <param name="Start">How the names of its last layers start, for example "scores.".</param>
/// <param name="End">How they end, for example ".pointwise".</param>
internal sealed record HeadTuning(string Start, string End, double Gain, double Shift)
{
    public HeadTuning(string layer, double gain, double shift)
        : this(layer, layer, gain, shift)
    {
    }

    public bool IsOf(string layer) => layer.StartsWith(Start, StringComparison.Ordinal) && layer.EndsWith(End, StringComparison.Ordinal);
}
