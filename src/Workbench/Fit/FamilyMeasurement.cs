using System.Diagnostics;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Fit;

/// <summary>
/// Times members with the managed engine in rounds, every member once a round, so that a board that grows hot or busy slows all of them. One is in
/// memory at a time: a board may not hold all of them.
/// </summary>
internal sealed class FamilyMeasurement(IReadOnlyList<PublishedAccuracy> members, int? threads, int runs, CancellationToken stoppingToken)
{
    private const int Rounds = 3;
    private const int WarmUpRuns = 3;

    /// <summary>Every member, in the order given.</summary>
    public IReadOnlyList<MeasuredMember> Run()
    {
        List<long>[] ticks = [.. members.Select(_ => new List<long>(runs))];
        return StandardError.Progress($"timing {members.Count} networks", Rounds * members.Count, step =>
        {
            MeasuredMember[] measured = new MeasuredMember[members.Count];
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < measured.Length; i++)
                {
                    stoppingToken.ThrowIfCancellationRequested();
                    measured[i] = Run(members[i], RunsOf(round), ticks[i], isLast: round == Rounds - 1) ?? measured[i];
                    step();
                }
            }

            return measured;
        });
    }

    // With fewer runs than rounds the last ones have none, and only the sizes are asked for.
    private int RunsOf(int round) => runs / Rounds + (round < runs % Rounds ? 1 : 0);

    private MeasuredMember? Run(PublishedAccuracy member, int count, List<long> ticks, bool isLast)
    {
        if (count == 0 && !isLast)
            return null;

        using ManagedInferenceSession session = NetworkSessions.Open(member.Design, new EngineOptions { Threads = threads });
        for (int run = 0; run < WarmUpRuns && count > 0; run++)
            session.Run();
        for (int run = 0; run < count; run++)
        {
            stoppingToken.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            session.Run();
            ticks.Add(Stopwatch.GetTimestamp() - start);
        }

        if (!isLast)
            return null;
        long parameters = NetworkLayers.Of(member.Design).Parameters;
        return new MeasuredMember(member, session.MultiplyAdds, parameters, new RunTimes(ticks), session.NativeBytes, session.ArenaBytes);
    }
}
