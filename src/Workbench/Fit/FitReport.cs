using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Fit;

/// <summary>Everything that was found out, ready to be shown.</summary>
/// <param name="Members">In the order of <see cref="PublishedAccuracies"/>.</param>
internal sealed record FitReport(MachineDescription Machine, FitTask Task, FitLimits Limits, int Threads, IReadOnlyList<MeasuredMember> Members)
{
    /// <summary>See <see cref="FitChoice.ParetoFront"/>.</summary>
    public IReadOnlySet<MeasuredMember> Front { get; } = FitChoice.ParetoFront(Members);

    /// <summary>See <see cref="FitChoice.Best"/>.</summary>
    public MeasuredMember? Best { get; } = FitChoice.Best(Members, Limits);

    /// <summary>The axis of times: as wide as the members, so that they can be told apart, and as the time there is where that is near.</summary>
    public LogScale TimeAxis { get; } = LogScale.Around(
        Members.Select(static member => member.Times.Median.TotalMilliseconds), Limits.Period.TotalMilliseconds);

    /// <summary>Slowest first: the order of a walk along the front.</summary>
    public IEnumerable<MeasuredMember> BySpeed => Members.OrderByDescending(static member => member.Times.Median);

    /// <summary>What is asked, in words.</summary>
    public string Wanted => $"{Number(Limits.FramesPerSecond)} inferences a second with "
        + $"{Figures.Threads(Threads)}{(Limits.Bytes is { } bytes ? $" in {Figures.Megabytes(bytes)} MB" : "")}";

    /// <summary>The answer, in words.</summary>
    public string Answer => Best is { } best
        ? $"For {Wanted}: {best.Published.Design.Name}, {Number(best.Published.Percent)} % {Task.Measure} as published, "
            + $"{Figures.Milliseconds(best.Times.Median)} ms, {Figures.Milliseconds(best.Times.Percentile95)} ms in 19 of 20 runs."
        : $"Nothing fits {Wanted}; the fastest takes {Figures.Milliseconds(Members.Min(static member => member.Times.Percentile95))} ms in 19 of 20 runs, "
            + $"the smallest {Figures.Megabytes(Members.Min(static member => member.Bytes))} MB.";

    /// <summary>Marks of a member, in words.</summary>
    public string MarksOf(MeasuredMember member)
    {
        List<string> marks = [];
        if (member == Best)
            marks.Add("best");
        else if (FitChoice.Fits(member, Limits))
            marks.Add("fits");
        if (Front.Contains(member))
            marks.Add("Pareto");
        return string.Join(", ", marks);
    }

    /// <summary>A number that people wrote, as short as they did.</summary>
    public static string Number(double number) => FormattableString.Invariant($"{number:0.##}");
}
