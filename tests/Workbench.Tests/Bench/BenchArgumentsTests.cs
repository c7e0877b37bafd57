using System.CommandLine;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Bench;
using static EdgeVision.Workbench.Tests.Bench.OptionParsing;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class BenchArgumentsTests
{
    [Theory]
    [InlineData("1", new[] { 1 })]
    [InlineData("2,1,64", new[] { 2, 1, 64 })]
    [InlineData("2,2", new[] { 2 })]
    public void ReadsThreads(string text, int[] expected) => Assert.Equal(expected, Parse(BenchArguments.Threads(), "--threads", text).Value);

    [Fact]
    public void AutoIsOneThreadForEachProcessor() =>
        Assert.Equal([Math.Min(Environment.ProcessorCount, 64)], Parse(BenchArguments.Threads(), "--threads", "auto").Value);

    [Fact]
    public void MeasuresOneThreadUnlessTold() => Assert.Equal([1], Parse(BenchArguments.Threads()).Value);

    [Theory]
    [InlineData("managed", new[] { EngineKind.Managed })]
    [InlineData("OnnxRuntime,managed", new[] { EngineKind.OnnxRuntime, EngineKind.Managed })]
    public void ReadsEngines(string text, EngineKind[] expected) => Assert.Equal(expected, Parse(BenchArguments.Engines(), "--engine", text).Value);

    [Fact]
    public void ReadsSeveralModels() => Assert.Equal(["a.onnx", "b"], Parse(BenchArguments.Models(), "--model", "a.onnx", "-m", "b"));

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "65")]
    [InlineData("--threads", "1,")]
    [InlineData("--threads", "automatic")]
    public void Refuses_ThreadsOutOfRange(string option, string text) => AssertRefused(BenchArguments.Threads(), option, text, "not a number in 1 to 64");

    [Theory]
    [InlineData("-1")]
    [InlineData("101")]
    public void Refuses_FreshProcessesOutOfRange(string text) => AssertRefused(BenchArguments.Fresh(), "--fresh", text, "not a number in 0 to 100");

    [Theory]
    [InlineData("tensorflow")]
    [InlineData("managed,")]
    [InlineData("0")]
    public void Refuses_AnEngineThereIsNot(string text) => AssertRefused(BenchArguments.Engines(), "--engine", text, "say managed or onnxruntime");
}
