using System.Diagnostics;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Tests.Bench;

/// <summary>Results with round numbers, as a bench could have measured them.</summary>
internal static class Comparisons
{
    public static MachineDescription Machine { get; } = new("Test processor (X64)", 2, ".NET 10.0", "Linux");

    /// <summary>Two engines of which the first is twice as fast, at 25 GMAC/s of 100.</summary>
    /// <param name="modelFile">An existing file.</param>
    public static ComparisonResult Make(string modelFile, int threads = 1, bool fresh = true, params StepProfile[] steps) => new(
        BenchModel.Locate(modelFile), threads, Runs: 4, Peak: 100 * threads, MultiplyAdds: 50_000_000,
        [
            new EngineResult(EngineKind.Managed, Times(1.5, 1.75, 2, 10), TimeSpan.FromMilliseconds(30), 1_500_000) { Fresh = fresh ? Fresh(90) : null },
            new EngineResult(EngineKind.OnnxRuntime, Times(3.5, 3.75, 4, 12), TimeSpan.FromMilliseconds(60), null) { Fresh = fresh ? Fresh(120) : null },
        ],
        steps);

    public static StepProfile Step(string node, double microseconds, long multiplyAdds = 0) => new(
        node, "Conv+Clip", "[1, 16, 8, 8]", "f32-conv-14x2-lanes512", multiplyAdds, TimeSpan.FromMicroseconds(microseconds),
        TimeSpan.FromMicroseconds(microseconds));

    /// <summary>Runs of so many milliseconds.</summary>
    public static RunTimes Times(params double[] milliseconds) => new(milliseconds.Select(static time => (long)(time * Stopwatch.Frequency / 1000)));

    private static FreshRun Fresh(int megabytes) => new(TimeSpan.FromMilliseconds(200), megabytes * 1_000_000L, (megabytes + 5) * 1_000_000L, 40_000_000);
}
