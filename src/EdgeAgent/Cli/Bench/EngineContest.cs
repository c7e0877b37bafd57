using System.Diagnostics;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>
/// Times engines on the same model and the same input, run by run in turn (A B A B …), so that a machine that slows down slows all of them:
/// the ratio holds where the times do not.
/// </summary>
internal sealed class EngineContest : IDisposable
{
    private const int WarmUpRuns = 10;

    private readonly List<Contestant> _contestants = [];

    /// <summary>Opens the model with each engine and fills its inputs with the same noise in [-1, 1].</summary>
    public EngineContest(Func<EngineOptions, IInferenceSession> open, IReadOnlyList<EngineKind> engines, int threads)
    {
        try
        {
            foreach (EngineKind engine in engines)
            {
                long start = Stopwatch.GetTimestamp();
                IInferenceSession session = open(new EngineOptions { Engine = engine, Threads = threads });
                _contestants.Add(new Contestant(engine, session));
                FillInputs(session);
                session.Run();
                _contestants[^1].ReadyAfter = Stopwatch.GetElapsedTime(start);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Runs every engine <paramref name="runs"/> times and returns its result, in the order of the engines.</summary>
    /// <param name="runDone">Told after every round.</param>
    public IReadOnlyList<EngineResult> Run(int runs, Action runDone, CancellationToken stoppingToken)
    {
        for (int run = 0; run < WarmUpRuns; run++)
            _contestants.ForEach(static contestant => contestant.Session.Run());

        RunTimes[] times = [.. _contestants.Select(_ => new RunTimes(runs))];
        for (int run = 0; run < runs; run++)
        {
            stoppingToken.ThrowIfCancellationRequested();
            for (int i = 0; i < times.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                _contestants[i].Session.Run();
                times[i].Add(Stopwatch.GetTimestamp() - start);
            }

            runDone();
        }

        return [.. _contestants.Zip(times, static (contestant, time) =>
            new EngineResult(contestant.Engine, contestant.ReadyAfter, time.Minimum, time.Median, time.Percentile95))];
    }

    public void Dispose()
    {
        _contestants.ForEach(static contestant => contestant.Session.Dispose());
        _contestants.Clear();
    }

    private static void FillInputs(IInferenceSession session)
    {
        var random = new Random(1);
        for (int index = 0; index < session.Inputs.Count; index++)
        {
            foreach (ref float value in session.Input(index))
                value = random.NextSingle() * 2f - 1f;
        }
    }

    private sealed class Contestant(EngineKind engine, IInferenceSession session)
    {
        public EngineKind Engine { get; } = engine;

        public IInferenceSession Session { get; } = session;

        public TimeSpan ReadyAfter { get; set; }
    }
}
