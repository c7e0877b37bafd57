namespace EdgeVision.Workbench.Fit;

/// <summary>Which members are worth having, and which one is the best for what is asked.</summary>
internal static class FitChoice
{
    /// <summary>Whether there is time in 19 of 20 inferences, and memory.</summary>
    public static bool Fits(MeasuredMember member, FitLimits limits) =>
        member.Times.Percentile95 <= limits.Period && (limits.Bytes is not { } bytes || member.Bytes <= bytes);

    /// <summary>
    /// The Pareto front of median time and accuracy: those that no other one is at least as fast and at least as accurate as, and better in one of both.
    /// </summary>
    public static IReadOnlySet<MeasuredMember> ParetoFront(IReadOnlyList<MeasuredMember> members) =>
        members.Where(member => !members.Any(other => IsBetter(other, member))).ToHashSet();

    /// <summary>The most accurate member that fits, the faster one of equals; <see langword="null"/> where none does.</summary>
    public static MeasuredMember? Best(IEnumerable<MeasuredMember> members, FitLimits limits) =>
        members.Where(member => Fits(member, limits)).OrderByDescending(static member => member.Published.Percent).ThenBy(static member => member.Times.Median)
            .FirstOrDefault();

    private static bool IsBetter(MeasuredMember other, MeasuredMember member) =>
        other.Times.Median <= member.Times.Median && other.Published.Percent >= member.Published.Percent
        && (other.Times.Median < member.Times.Median || other.Published.Percent > member.Published.Percent);
}
