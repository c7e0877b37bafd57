using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>What the engines did on one model with one number of threads.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Peak">10⁹ multiply-adds a second that so many threads can do at most: <see cref="MultiplyAddPeak"/> times the cores they can have.</param>
/// <param name="MultiplyAdds">Multiplications with weights in one run; <see langword="null"/> where the managed engine, which counts them,
/// does not open the model.</param>
/// <param name="Engines">In the order asked for; ratios are against the last.</param>
/// <param name="Steps">The managed engine's time a step, in the order they run; empty: not asked for.</param>
internal sealed record ComparisonResult(
    BenchModel Model, int Threads, int Runs, double Peak, long? MultiplyAdds, IReadOnlyList<EngineResult> Engines, IReadOnlyList<StepProfile> Steps)
{
    // On a quiet machine the median run takes a tenth longer than the fastest.
    private const double MaxSpread = 1.5;

    /// <summary>A sentence on what else kept the machine busy, where the figures cannot be trusted; otherwise <see langword="null"/>.</summary>
    public string? Disturbance => Engines.MaxBy(static engine => engine.Times.Median / engine.Times.Minimum) is { } worst
        && worst.Times.Median > MaxSpread * worst.Times.Minimum
        ? $"{Model.Name} with {Figures.Threads(Threads)}: "
            + $"the median run of {EngineNames.Of(worst.Engine)} takes {Figures.Ratio(worst.Times.Median / worst.Times.Minimum)} as long as its fastest. "
            + "Something else keeps this machine busy; do not trust the ratio."
        : null;

    /// <summary>How many times as fast as the last engine, by medians.</summary>
    public double SpeedAgainstLast(EngineResult result) => Engines[^1].Times.Median / result.Times.Median;

    /// <summary>10⁹ multiply-adds a second in the median run.</summary>
    public double? Rate(EngineResult result) => MultiplyAdds / result.Times.Median.TotalSeconds / 1e9;

    /// <summary><see cref="Rate"/> as a fraction of <see cref="Peak"/>.</summary>
    public double? PeakFraction(EngineResult result) => Rate(result) / Peak;

    /// <summary>The part of the time of all steps that one takes, by medians.</summary>
    public double ShareOf(StepProfile step) => step.Median / Steps.Aggregate(TimeSpan.Zero, static (sum, next) => sum + next.Median);

    /// <summary>The steps that take longest, longest first.</summary>
    public IEnumerable<StepProfile> SlowestSteps(int count) => Steps.OrderByDescending(static step => step.Median).Take(count);
}
