using System.Globalization;
using System.Security.Cryptography;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>What a person has asked for, and the rollout that comes of it with the boards there are.</summary>
internal sealed record RolloutPlan(
    BrokerAccess Access, BoardSelection Selection, DesiredModel Model, IReadOnlyList<WaveShare> Shares, TimeSpan Watch, TimeSpan SilentAfter, int MaxFailures,
    bool RollbackOnFailure)
{
    /// <summary>An id that no other rollout has, and that sorts by time.</summary>
    public static string NewId(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");

    /// <summary>Who is told in which wave.</summary>
    public RolloutDocument With(string id, DateTimeOffset now, IReadOnlyDictionary<string, BoardView> boards)
    {
        BoardView[] meant = [.. boards.Values.Where(Selection.Holds)];
        (string Name, bool IsOffline)[] told =
            [.. meant.Where(static board => board.State is not null).Select(static board => (board.Name, board.IsOffline))];
        IReadOnlyList<(WaveShare Share, int Upto)> waves = WavePlan.Waves(Shares, told.Length);
        return new RolloutDocument
        {
            Id = id,
            Created = now,
            Access = Access,
            Model = Model,
            Message = Model.ToMessage(id),
            Waves = [.. waves.Select(static wave => wave.Share.ToString())],
            Watch = Watch,
            SilentAfter = SilentAfter,
            MaxFailures = MaxFailures,
            RollbackOnFailure = RollbackOnFailure,
            Boards =
            [
                .. WavePlan.Order(id, told).Select(
                    (name, place) => new RolloutBoard { Name = name, Wave = waves.TakeWhile(wave => wave.Upto <= place).Count() }),
            ],
            LeftOut = [.. LeftOut(meant, boards).OrderBy(static board => board.Name, StringComparer.Ordinal)],
        };
    }

    private IEnumerable<LeftOutBoard> LeftOut(BoardView[] meant, IReadOnlyDictionary<string, BoardView> boards)
    {
        foreach (BoardView board in meant.Where(static board => board.Unreadable is not null))
            yield return new LeftOutBoard(board.Name, $"is unreadable: what it says of its model {board.Unreadable}");
        // A name somebody wrote down is told apart from whatever else has a topic below the prefix.
        foreach (string name in Selection.Names.Where(name => boards.GetValueOrDefault(name) is not { State: not null } and not { Unreadable: not null }))
            yield return new LeftOutBoard(name, "is unknown: the broker keeps no model/state of it");
    }
}
