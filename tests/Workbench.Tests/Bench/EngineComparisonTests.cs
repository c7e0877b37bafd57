using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class EngineComparisonTests
{
    private static readonly string s_model = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco");

    [Fact]
    public void RunsEveryEngineAsOftenAsAsked()
    {
        using EngineComparison comparison = new(BenchModel.Locate(s_model), [EngineKind.Managed, EngineKind.OnnxRuntime], threads: 1);
        int rounds = 0;

        IReadOnlyList<EngineResult> results = comparison.Run(3, () => rounds++, CancellationToken.None);

        Assert.Equal(3, rounds);
        Assert.Equal([EngineKind.Managed, EngineKind.OnnxRuntime], results.Select(static result => result.Engine));
        Assert.All(results, static result => Assert.Equal(3, result.Times.Sorted.Count));
        Assert.True(results[0].ArenaBytes > 0);
        Assert.Null(results[1].ArenaBytes);
    }

    [Fact]
    public void StepsHoldAllMultiplyAdds()
    {
        using EngineComparison comparison = new(BenchModel.Locate(s_model), [EngineKind.Managed], threads: 1);

        IReadOnlyList<StepProfile> steps = comparison.Profile(runs: 2);

        Assert.InRange(comparison.CountMultiplyAdds()!.Value, 600_000_000, 900_000_000);
        Assert.Equal(comparison.CountMultiplyAdds(), steps.Sum(static step => step.MultiplyAdds));
        Assert.All(steps, static step => Assert.True(step.Minimum <= step.Median));
    }

    [Fact]
    public void CountsMultiplyAddsForAnotherEngineToo()
    {
        using EngineComparison comparison = new(BenchModel.Locate(s_model), [EngineKind.OnnxRuntime], threads: 1);

        Assert.InRange(comparison.CountMultiplyAdds()!.Value, 600_000_000, 900_000_000);
        Assert.Empty(comparison.Profile(runs: 1));
    }

    [Fact]
    public void StopsBetweenRuns()
    {
        using EngineComparison comparison = new(BenchModel.Locate(s_model), [EngineKind.Managed], threads: 1);
        using CancellationTokenSource stopping = new();

        Assert.Throws<OperationCanceledException>(() => comparison.Run(1000, stopping.Cancel, stopping.Token));
    }
}
