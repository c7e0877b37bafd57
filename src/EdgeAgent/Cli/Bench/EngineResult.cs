using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>How fast one engine ran a model.</summary>
/// <param name="ReadyAfter">From the file on disk to the end of the first inference.</param>
internal sealed record EngineResult(EngineKind Engine, TimeSpan ReadyAfter, TimeSpan Minimum, TimeSpan Median, TimeSpan Percentile95);
