using System.Diagnostics;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class FreshProcessTests
{
    private static readonly string s_model = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco");

    [Theory, InlineData(EngineKind.Managed), InlineData(EngineKind.OnnxRuntime)]
    public void MeasuresAnEngineInAProcessOfItsOwn(EngineKind engine)
    {
        FreshRun run = FreshProcess.Measure(s_model, engine, threads: 1, CancellationToken.None);

        long weights = new FileInfo(Path.Combine(s_model, "model.onnx")).Length;
        Assert.True(run.Ready > TimeSpan.Zero);
        Assert.InRange(run.BareResidentBytes, 1 << 20, run.ResidentBytes);
        Assert.InRange(run.ResidentBytes, run.BareResidentBytes + weights, run.PeakResidentBytes);
    }

    [Fact]
    public void Refuses_ToMeasureWhatFails()
    {
        OwnProcessException error = Assert.Throws<OwnProcessException>(
            () => FreshProcess.Measure("no such model", EngineKind.Managed, threads: 1, CancellationToken.None));

        Assert.Contains("managed ended with exit code 66", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AProgramThatIsNotThere()
    {
        OwnProcessException error = Assert.Throws<OwnProcessException>(
            () => FreshProcess.Measure(new ProcessStartInfo("/no/such/program"), "managed", CancellationToken.None));

        Assert.Contains("/no/such/program does not start", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndsTheProcessWhenCancelled()
    {
        using CancellationTokenSource stopping = new();
        using Timer timer = new(_ => stopping.Cancel(), null, TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan);

        Assert.ThrowsAny<OperationCanceledException>(() => FreshProcess.Measure(new ProcessStartInfo("sleep", ["3600"]), "managed", stopping.Token));
    }

    [Fact]
    public void ReadsWhatItWrote()
    {
        FreshRun run = FreshProcess.Measure(
            new ProcessStartInfo("echo", ["""{"readyMs":12.5,"residentBytes":3,"peakResidentBytes":4,"bareResidentBytes":2}"""]), "managed",
            CancellationToken.None);

        Assert.Equal(new FreshRun(TimeSpan.FromMilliseconds(12.5), 3, 4, 2), run);
    }

    [Fact]
    public void TakesTheMiddleOfEachNumber()
    {
        FreshRun[] runs = [new(TimeSpan.FromSeconds(1), 30, 31, 9), new(TimeSpan.FromSeconds(3), 10, 33, 8), new(TimeSpan.FromSeconds(2), 20, 32, 7)];

        Assert.Equal(new FreshRun(TimeSpan.FromSeconds(2), 20, 32, 8), FreshRun.MedianOf(runs));
    }
}
