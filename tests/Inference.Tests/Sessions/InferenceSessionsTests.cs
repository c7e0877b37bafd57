using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class InferenceSessionsTests
{
    [Fact]
    public void Rejects_UnknownEngine() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () =>
                InferenceSessions.Open(
                    new ModelFile(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "model.onnx")), new EngineOptions { Engine = (EngineKind)9 }));
}
