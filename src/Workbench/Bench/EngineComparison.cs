using System.Diagnostics;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>
/// Times engines on the same model and the same input, run by run in turn (A B A B …), so that a machine that slows down slows all of them:
/// the ratio holds where the times do not.
/// </summary>
internal sealed class EngineComparison : IDisposable
{
    private const int WarmUpRuns = 10;

    private readonly BenchModel _model;
    private readonly int _threads;
    private readonly List<(EngineKind Engine, IInferenceSession Session, TimeSpan Load)> _engines = [];

    /// <summary>Opens the model with each engine.</summary>
    public EngineComparison(BenchModel model, IReadOnlyList<EngineKind> engines, int threads)
    {
        _model = model;
        _threads = threads;
        try
        {
            foreach (EngineKind engine in engines)
            {
                // The first session of a process also compiles or maps the engine; what that costs is a fresh process's to tell.
                model.Load(engine, threads).Session.Dispose();
                (IInferenceSession session, TimeSpan time) = model.Load(engine, threads);
                _engines.Add((engine, session, time));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private ManagedInferenceSession? Managed => _engines.Select(static engine => engine.Session).OfType<ManagedInferenceSession>().FirstOrDefault();

    /// <summary>Runs every engine <paramref name="runs"/> times and returns its result, in the order of the engines.</summary>
    /// <param name="runDone">Told after every round.</param>
    public IReadOnlyList<EngineResult> Run(int runs, Action runDone, CancellationToken stoppingToken)
    {
        for (int run = 0; run < WarmUpRuns; run++)
            _engines.ForEach(static engine => engine.Session.Run());

        long[][] ticks = [.. _engines.Select(_ => new long[runs])];
        for (int run = 0; run < runs; run++)
        {
            stoppingToken.ThrowIfCancellationRequested();
            for (int i = 0; i < ticks.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                _engines[i].Session.Run();
                ticks[i][run] = Stopwatch.GetTimestamp() - start;
            }

            runDone();
        }

        return [.. _engines.Zip(ticks, static (engine, times) =>
            new EngineResult(engine.Engine, new RunTimes(times), engine.Load, (engine.Session as ManagedInferenceSession)?.ArenaBytes))];
    }

    /// <summary>Multiplications with weights in one run, as the managed engine counts them; <see langword="null"/> where it does not open the model.</summary>
    public long? CountMultiplyAdds()
    {
        if (Managed is { } managed)
            return managed.MultiplyAdds;

        try
        {
            using var counting = (ManagedInferenceSession)_model.Open(EngineKind.Managed, _threads);
            return counting.MultiplyAdds;
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }

    /// <summary>The managed engine's time a step, in the order they run; nothing where it does not take part.</summary>
    public IReadOnlyList<StepProfile> Profile(int runs) => Managed?.Profile(runs) ?? [];

    public void Dispose()
    {
        _engines.ForEach(static engine => engine.Session.Dispose());
        _engines.Clear();
    }
}
