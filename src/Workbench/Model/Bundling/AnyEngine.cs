using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary>Opens a model with the managed engine, or with ONNX Runtime where it has what only that one computes.</summary>
internal static class AnyEngine
{
    /// <summary>What neither opens is told in the words of ONNX Runtime.</summary>
    /// <inheritdoc cref="InferenceSessions.Open" path="/exception"/>
    public static LoadedModel Load(ModelPackage package, out EngineKind engine)
    {
        try
        {
            engine = EngineKind.Managed;
            return InferenceSessions.Load(package, new EngineOptions());
        }
        catch (ModelFormatException)
        {
            engine = EngineKind.OnnxRuntime;
            return InferenceSessions.Load(package, new EngineOptions { Engine = engine });
        }
    }
}
