using EdgeVision.EdgeAgent.Cli.Bench;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Tests.Cli.Bench;

/// <summary>Results with round numbers, as a bench could have measured them.</summary>
internal static class Contests
{
    public static MachineDescription Machine { get; } = new("Test processor (X64)", 2, ".NET 10.0", "Linux");

    /// <summary>Two engines of which the first is twice as fast, at 25 GMAC/s of 100.</summary>
    /// <param name="modelFile">An existing file.</param>
    public static ContestResult Make(string modelFile, int threads = 1, bool fresh = true, params StepProfile[] steps) => new(
        BenchModel.Locate(modelFile), threads, Runs: 4, Peak: 100 * threads, MultiplyAdds: 50_000_000,
        [
            new EngineResult(EngineKind.Managed, Times(2.0), TimeSpan.FromMilliseconds(30), 1_500_000) { Fresh = fresh ? Fresh(90) : null },
            new EngineResult(EngineKind.OnnxRuntime, Times(4.0), TimeSpan.FromMilliseconds(60), null) { Fresh = fresh ? Fresh(120) : null },
        ],
        steps);

    public static StepProfile Step(string node, double microseconds, long multiplyAdds = 0) => new(
        node, "Conv+Clip", "[1, 16, 8, 8]", "f32-conv-14x2-lanes512", multiplyAdds, TimeSpan.FromMicroseconds(microseconds), TimeSpan.FromMicroseconds(microseconds));

    // Four runs, the third of which is the median.
    private static RunTimes Times(double median) =>
        new(new[] { median - 0.5, median - 0.25, median, median + 8 }.Select(static milliseconds => (long)(milliseconds * System.Diagnostics.Stopwatch.Frequency / 1000)));

    private static FreshRun Fresh(int megabytes) => new(TimeSpan.FromMilliseconds(200), megabytes * 1_000_000L, (megabytes + 5) * 1_000_000L, 40_000_000);
}
