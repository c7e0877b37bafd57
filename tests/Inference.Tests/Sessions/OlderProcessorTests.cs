using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>
/// What a processor without AVX2 and fused multiply-add computes, on one that has them: a process chooses its kernels once, so the tests run again in another
/// that the runtime tells it has none.
/// </summary>
public sealed class OlderProcessorTests
{
    private static readonly TimeSpan s_hang = TimeSpan.FromMinutes(5);

    [Fact]
    public void EveryKernelMeetsItsReferenceWithoutFusedMultiplyAdd()
    {
        string report = RunWithoutFusion("Inference.Tests.Kernels.");

        Assert.Contains(
            "Passed EdgeVision.Inference.Tests.Kernels.ConvolutionTileTests.EveryTileMatchesReference(width: \"lanes128\")", report, StringComparison.Ordinal);
        Assert.DoesNotContain("lanes256", report, StringComparison.Ordinal);
    }

    [Fact]
    public void NetworksMeetTheirGoldenOutputsWithoutFusedMultiplyAdd()
    {
        string report = RunWithoutFusion("GoldenModelTests");

        Assert.Contains(
            "GoldenModelTests.MeetsGoldenOutputs(name: \"ssdlite-mobilenet-v2\", engine: \"lanes128\", threads: 1)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("lanes256", report, StringComparison.Ordinal);
    }

    [SharedFact(SharedMaterial.Networks | SharedMaterial.Pictures)]
    public void TrainedNetworksMeetTheirGoldenOutputsWithoutFusedMultiplyAdd()
    {
        string report = RunWithoutFusion("ManagedInferenceSessionTests.MeetsGoldenOutputs");

        Assert.Contains("Passed EdgeVision.Inference.Tests.Sessions.ManagedInferenceSessionTests.MeetsGoldenOutputs", report, StringComparison.Ordinal);
    }

    // All that the tests of this part of a name print; on arm64, where the switch means nothing, they run a second time as they are.
    private static string RunWithoutFusion(string name)
    {
        ProcessStartInfo start = new("dotnet",
            ["vstest", typeof(OlderProcessorTests).Assembly.Location, $"--TestCaseFilter:FullyQualifiedName~{name}", "--logger:console;verbosity=normal"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableAVX2"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        bool ended = process.WaitForExit(s_hang);
        if (!ended)
            process.Kill(entireProcessTree: true);
        string report = output.Result + errors.Result;

        Assert.True(ended, $"still running after {s_hang.TotalMinutes} minutes:\n{report}");
        Assert.True(process.ExitCode == 0, report);
        return report;
    }
}
