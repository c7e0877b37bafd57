using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>Measures models one after the other, each with every number of threads, and shows on standard error how far it is.</summary>
internal sealed class Benchmark(BenchOptions options, CancellationToken stoppingToken)
{
    /// <summary>One result for each number of threads, as they come.</summary>
    public IEnumerable<ComparisonResult> Run(BenchModel model) => options.Threads.Select(threads => Run(model, threads));

    private ComparisonResult Run(BenchModel model, int threads)
    {
        string what = $"{model.Name}, {Figures.Threads(threads)}";
        using var comparison = new EngineComparison(model, options.Engines, threads);
        double peak = MultiplyAddPeak.Measure();
        IReadOnlyList<EngineResult> engines = StandardError.Progress(what, options.Runs, step => comparison.Run(options.Runs, step, stoppingToken));
        IReadOnlyList<StepProfile> steps = options.Profile ? comparison.Profile(options.Runs) : [];
        // Clocks drift; the engines ran between the two.
        peak = Math.Max(peak, MultiplyAddPeak.Measure()) * Math.Min(threads, Environment.ProcessorCount);
        if (options.Fresh > 0)
        {
            IReadOnlyList<FreshRun> fresh = StandardError.Progress(
                $"{what}, fresh processes", options.Fresh * engines.Count, step => RunFresh(model, threads, step));
            engines = [.. engines.Zip(fresh, static (engine, run) => engine with { Fresh = run })];
        }

        return new ComparisonResult(model, threads, options.Runs, peak, comparison.CountMultiplyAdds(), engines, steps);
    }

    // In turn, like the runs.
    private IReadOnlyList<FreshRun> RunFresh(BenchModel model, int threads, Action step)
    {
        List<FreshRun>[] runs = [.. options.Engines.Select(_ => new List<FreshRun>())];
        for (int i = 0; i < options.Fresh; i++)
        {
            for (int engine = 0; engine < runs.Length; engine++)
            {
                runs[engine].Add(FreshProcess.Measure(model.Source, options.Engines[engine], threads, stoppingToken));
                step();
            }
        }

        return [.. runs.Select(FreshRun.MedianOf)];
    }
}
