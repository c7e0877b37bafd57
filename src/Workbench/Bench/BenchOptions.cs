using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>What to measure.</summary>
/// <param name="Engines">The one to compare with last.</param>
/// <param name="Threads">Each number of threads to try.</param>
/// <param name="Runs">Timed runs of each engine.</param>
/// <param name="Fresh">Fresh processes of each engine.</param>
/// <param name="Profile">Also time the managed engine step by step.</param>
internal sealed record BenchOptions(IReadOnlyList<EngineKind> Engines, IReadOnlyList<int> Threads, int Runs, int Fresh, bool Profile);
