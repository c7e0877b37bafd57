using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class OnnxRuntimeInferenceSessionTests : InferenceSessionConformance
{
    protected override EngineKind Engine => EngineKind.OnnxRuntime;
}
