using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>How one engine did on a model.</summary>
/// <param name="Load">From the file to the end of the first inference, in a process that has loaded the same model before.</param>
/// <param name="ArenaBytes">Bytes of all activations; <see langword="null"/>: the engine does not tell.</param>
internal sealed record EngineResult(EngineKind Engine, RunTimes Times, TimeSpan Load, long? ArenaBytes)
{
    /// <summary>The same in a process of its own; <see langword="null"/>: not asked for.</summary>
    public FreshRun? Fresh { get; init; }
}
