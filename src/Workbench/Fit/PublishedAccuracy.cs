using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Fit;

/// <summary>How well somebody says a trained member of the family does.</summary>
/// <param name="Family">Its name in the <see cref="NetworkCatalog"/>.</param>
/// <param name="Alpha">Width multiplier.</param>
/// <param name="Resolution">Of the input, in pixels.</param>
/// <param name="Percent">In the measure of its task: see <see cref="FitTask"/>.</param>
/// <param name="Source">Paper or page, and table.</param>
internal sealed record PublishedAccuracy(string Family, double Alpha, int Resolution, double Percent, string Source)
{
    /// <summary>The network, with as many classes as its data set has.</summary>
    public NetworkDesign Design { get; } = new(NetworkCatalog.Find(Family) ?? throw new ArgumentException($"There is no network '{Family}'.", nameof(Family)))
    {
        Alpha = Alpha,
        Resolution = Resolution,
    };
}
