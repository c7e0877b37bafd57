using System.Diagnostics;
using EdgeVision.EdgeAgent.Cli;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Cli;

public sealed class ModelTrialTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Opens_WhatItsProcessHasOpened()
    {
        InferenceOptions options = new() { Model = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"), Engine = EngineKind.OnnxRuntime, Threads = 1 };

        using IVisionTask task = ModelTrial.Open(options);

        Assert.Equal("ssdlite-mobilenet-v2-coco", task.Model.Name);
    }

    [Fact]
    public void Refuses_WhatEndsItsProcess_WithItsLastWords()
    {
        ProcessStartInfo aborted = new("sh", ["-c", "echo \"Assertion '!(__hi < __lo)' failed.\" >&2; kill -ABRT $$"]);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelTrial.Try(aborted, "bad.onnx", s_patience));

        Assert.Equal(
            "bad.onnx: ONNX Runtime ends its process at this model (signal 6: Assertion '!(__hi < __lo)' failed.), so it is not opened; try engine managed.",
            error.Message);
    }

    [Theory]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void DoesNotBlameAModel_ForAProcessThatWasAskedToEnd(string signal)
    {
        ProcessStartInfo asked = new("env", ["--default-signal", "sh", "-c", $"kill -{signal} $$"]);

        UpdateException error = Assert.Throws<UpdateException>(() => ModelTrial.Try(asked, "good.onnx", s_patience));

        Assert.True(error.IsTransient);
    }

    [Fact]
    public void Refuses_WhatDoesNotEnd()
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => ModelTrial.Try(new("sleep", ["3600"]), "slow.onnx", TimeSpan.FromMilliseconds(200)));

        Assert.Equal("slow.onnx: ONNX Runtime did not finish with it in 0 s; try engine managed.", error.Message);
    }

    [Fact]
    public void LeavesWhatIsWrong_ToWhoOpensIt() => ModelTrial.Try(new("sh", ["-c", "echo no >&2; exit 65"]), "odd.onnx", s_patience);

    [Fact]
    public void Refuses_WhereNoProcessStarts() =>
        Assert.Contains("/no/such/program does not start",
            Assert.Throws<OwnProcessException>(() => ModelTrial.Try(new("/no/such/program"), "any.onnx", s_patience)).Message, StringComparison.Ordinal);
}
