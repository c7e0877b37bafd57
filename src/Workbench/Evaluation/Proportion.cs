namespace EdgeVision.Workbench.Evaluation;

/// <summary>How many of a number.</summary>
/// <param name="Hits">From 0 to <paramref name="Of"/>.</param>
/// <param name="Of">Of how many.</param>
public readonly record struct Proportion(int Hits, int Of)
{
    /// <summary>The standard normal distribution has 95 % of its mass within this many standard deviations.</summary>
    private const double Deviations = 1.959963984540054;

    /// <summary>In [0, 1]; 0 of nothing.</summary>
    public double Value => Of == 0 ? 0.0 : (double)Hits / Of;

    /// <summary>
    /// Where the true share lies with 95 % confidence, if these were drawn at random: the score interval (Wilson 1927, JASA 22:209–212). [0, 1] of nothing.
    /// </summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Of == 0)
                return (0.0, 1.0);

            double squared = Deviations * Deviations;
            double center = (Hits + (squared / 2.0)) / (Of + squared);
            double half = Deviations / (Of + squared) * Math.Sqrt(((double)Hits * (Of - Hits) / Of) + (squared / 4.0));
            return (Math.Max(center - half, 0.0), Math.Min(center + half, 1.0));
        }
    }
}
