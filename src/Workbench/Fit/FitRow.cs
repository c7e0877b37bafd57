using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Fit;

/// <summary>What both tables say of a member, in the terminal and on the page.</summary>
internal static class FitRow
{
    /// <summary>Network, alpha, pixels, accuracy, multiply-adds, parameters, median, p95, rate, memory, arena.</summary>
    public static string[] Of(MeasuredMember member) =>
    [
        member.Published.Family,
        FitReport.Number(member.Published.Alpha),
        FitReport.Number(member.Published.Resolution),
        FitReport.Number(member.Published.Percent),
        Figures.Millions(member.MultiplyAdds),
        Figures.Millions(member.Parameters),
        Figures.Milliseconds(member.Times.Median),
        Figures.Milliseconds(member.Times.Percentile95),
        Figures.Rate(member.FramesPerSecond),
        Figures.Megabytes(member.Bytes),
        Figures.Megabytes(member.ArenaBytes),
    ];
}
