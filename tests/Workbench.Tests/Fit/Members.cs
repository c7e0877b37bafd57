using System.Diagnostics;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Fit;

namespace EdgeVision.Workbench.Tests.Fit;

/// <summary>Members with times that nobody measured.</summary>
internal static class Members
{
    public static readonly MachineDescription Machine = new("<board> & Co", 4, ".NET", "Linux");

    /// <param name="alpha">Tells members apart.</param>
    /// <param name="slowest">One run of twenty; the others take <paramref name="milliseconds"/>.</param>
    public static MeasuredMember Make(
        double alpha, double percent, double milliseconds, double? slowest = null, long bytes = 10_000_000, string family = "mobilenet-v2")
    {
        double[] times = [.. Enumerable.Repeat(milliseconds, 19), slowest ?? milliseconds];
        RunTimes runs = new(times.Select(static time => (long)(time * Stopwatch.Frequency / 1000)));
        return new MeasuredMember(new PublishedAccuracy(family, alpha, 224, percent, "a paper"), 300_000_000, 3_500_000, runs, bytes, 2_000_000);
    }

    public static FitReport Report(double framesPerSecond, params MeasuredMember[] members) =>
        new(Machine, FitTask.All[0], new FitLimits(framesPerSecond, null), Threads: 2, members);
}
