using EdgeVision.EdgeAgent.Models;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>What is told of the models: how far a step is once a second, everything else at once. Thread-safe.</summary>
/// <param name="source">Who wants what runs at the start.</param>
internal sealed class ModelNews(IModelSeat seat, string source, CandidateRecord? candidate, TimeProvider time)
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);

    private ModelStatus _status = new() { Source = source, Candidate = candidate };
    private long _told;

    /// <summary><see cref="Status"/> is another. Any thread; must not wait.</summary>
    public event Action? Changed;

    /// <summary>What runs and what is on its way.</summary>
    public ModelStatus Status => Volatile.Read(ref _status) with { Active = seat.Current?.Record };

    /// <summary>Tells how far it is.</summary>
    /// <param name="newest">The newest attempt; <see langword="null"/>: there was none.</param>
    /// <param name="progress">Of its step, 0…1; <see langword="null"/>: nobody knows.</param>
    /// <param name="wantedBy">Whose wish counts.</param>
    /// <param name="hasFailed">Whether the attempt was at that wish, and in vain.</param>
    public void Tell(CandidateRecord? newest, double? progress, string wantedBy, bool hasFailed)
    {
        if (seat.Current is not { } running)
            return;

        ModelStatus status = new() { Source = SourceOf(running, newest, wantedBy, hasFailed), Candidate = newest, Progress = progress };
        ModelStatus before = Interlocked.Exchange(ref _status, status);
        bool isProgress = status with { Progress = before.Progress } == before;
        if (isProgress && (status.Progress == before.Progress || time.GetElapsedTime(Volatile.Read(ref _told)) < s_pace))
            return;

        Volatile.Write(ref _told, time.GetTimestamp());
        Changed?.Invoke();
    }

    private static string SourceOf(SharedModel running, CandidateRecord? newest, string wantedBy, bool hasFailed)
    {
        if (running.IsFallback || hasFailed)
            return ModelStatus.Fallback;
        return newest?.Step == UpdateStep.Good ? newest.Source : wantedBy;
    }
}
