namespace EdgeVision.Inference.Sessions;

/// <summary>How a session runs.</summary>
public sealed record EngineOptions
{
    /// <summary>Default <see cref="EngineKind.Managed"/>.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Managed;

    /// <summary>Threads that share one inference, from 1 to 64; <see langword="null"/> (default) is one for each processor this process may use.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Whether the session first runs on its caller's thread alone, until <see cref="IInferenceSession.StartWorkers"/>: for one that is opened and tried in
    /// the background. ONNX Runtime makes its threads when it opens a model; it knows no such wait. Default <see langword="false"/>.
    /// </summary>
    public bool DefersWorkers { get; init; }
}
