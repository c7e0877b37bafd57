namespace EdgeVision.Workbench.Fit;

/// <summary>Where numbers lie between the least and the greatest of them, by their logarithms.</summary>
internal sealed class LogScale
{
    private static readonly int[] s_roundFactors = [1, 2, 5];

    private const double MinShare = 0.75;

    private readonly double _width;

    /// <param name="numbers">At least one, all above 0.</param>
    public LogScale(IEnumerable<double> numbers)
    {
        double[] all = [.. numbers];
        First = all.Min();
        Last = all.Max();
        _width = Math.Log(Last / First);
    }

    /// <summary>A scale of <paramref name="numbers"/> that reaches to <paramref name="mark"/> where that leaves them most of it.</summary>
    public static LogScale Around(IEnumerable<double> numbers, double mark)
    {
        LogScale alone = new(numbers), all = new([alone.First, alone.Last, mark]);
        return alone._width >= MinShare * all._width ? all : alone;
    }

    /// <summary>The least.</summary>
    public double First { get; }

    /// <summary>The greatest.</summary>
    public double Last { get; }

    /// <summary>Whether a number lies between them.</summary>
    public bool Holds(double number) => number >= First && number <= Last;

    /// <summary>0 for <see cref="First"/>, 1 for <see cref="Last"/>, beyond for others.</summary>
    public double Of(double number) => _width > 0 ? Math.Log(number / First) / _width : 0;

    /// <summary>1, 2 and 5 times powers of ten from <see cref="First"/> to <see cref="Last"/>, ascending.</summary>
    public IEnumerable<double> Ticks()
    {
        for (int power = (int)Math.Floor(Math.Log10(First)); Math.Pow(10, power) <= Last; power++)
        {
            foreach (int factor in s_roundFactors)
            {
                double tick = factor * Math.Pow(10, power);
                if (tick >= First && tick <= Last)
                    yield return tick;
            }
        }
    }
}
