using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Sessions.OnnxRuntime;
using EdgeVision.Inference.Tests.Models;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class OnnxRuntimeMessageTests
{
    [Theory]
    [InlineData("[ErrorCode:Fail] This is an invalid model. Error: no.", "This is an invalid model; Error: no")]
    [InlineData("[ErrorCode:Fail] Load failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:181 onnxruntime::Model::Model(onnx::ModelProto&&, "
        + "const onnxruntime::ModelOptions&) Unsupported IR version: 99\n", "Load failed: Unsupported IR version: 99")]
    [InlineData("/a/b/c.h:12 virtual onnxruntime::common::Status onnxruntime::Pool<float>::Compute(onnxruntime::OpKernelContext*) const\nx was false.\n"
        + "Stacktrace:\n#1 /a/b", "x was false")]
    [InlineData("the node's input (x) is bad", "the node's input (x) is bad")]
    public void KeepsWhatConcernsTheModel(string said, string clause) => Assert.Equal(clause, OnnxRuntimeMessage.ToClause(said));

    [Theory, InlineData("newer"), InlineData("unknown"), InlineData("shape"), InlineData("type")]
    public void RefusalsAreOneLineWithoutPlacesInForeignSources(string flaw)
    {
        ModelBuilder builder = new ModelBuilder().Input("x", 2).Output("y", 2);
        builder = flaw switch
        {
            "unknown" => builder.Node("Imagine", ["x"], ["y"]),
            "shape" => builder.Floats("w", [3], new float[3]).Node("Add", ["x", "w"], ["y"]),
            "type" => builder.Integers("w", 1, 2).Node("Add", ["x", "w"], ["y"]),
            _ => builder.Node("Neg", ["x"], ["y"]),
        };
        if (flaw == "newer")
            builder.Model.IrVersion = 99;
        using TemporaryModel file = new(builder.Bytes);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => InferenceSessions.Open(new ModelFile(file.Path), new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = 1 }));

        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("onnxruntime", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ErrorCode", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\.(cc|h):\d", error.Reason);
        Assert.DoesNotContain(". ", error.Reason, StringComparison.Ordinal);
    }
}
