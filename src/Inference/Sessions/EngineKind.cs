namespace EdgeVision.Inference.Sessions;

/// <summary>Which engine runs a model.</summary>
public enum EngineKind
{
    /// <summary>The managed engine of this assembly.</summary>
    Managed,

    /// <summary>Microsoft's ONNX Runtime, CPU provider.</summary>
    OnnxRuntime,
}
