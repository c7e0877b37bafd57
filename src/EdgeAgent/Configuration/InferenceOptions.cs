using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>The network and the engine that runs it.</summary>
internal sealed record InferenceOptions
{
    /// <summary>The network: a folder of models/, a path, or an object that says where it is fetched from.</summary>
    public ModelOptions Model { get; init; } = InstalledModels.Default;

    /// <summary>managed is EdgeVision's own engine, onnxruntime is Microsoft's. Default managed.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Managed;

    /// <summary>Threads that share one inference; auto is one for each processor. Default auto.</summary>
    [Range(1, 64), Automatic]
    public int? Threads { get; init; }

    /// <summary>
    /// Objects and classes with a lower score are left out everywhere; a segmenter gives no scores. Default: what a detector's manifest says, 0.3 for a
    /// classifier.
    /// </summary>
    [Range(0.01, 0.99)]
    public float? MinimumScore { get; init; }
}
