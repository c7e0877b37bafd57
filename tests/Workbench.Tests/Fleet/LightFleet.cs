namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary>Many light boards in one process.</summary>
internal sealed class LightFleet(int port) : IDisposable
{
    // A broker that starts many connections at once puts some off.
    private const int AtOnce = 50;

    public List<LightBoard> Boards { get; } = [];

    public LightBoard this[string name] => Boards.Single(board => board.Name == name);

    public async Task ConnectAsync(int count, Func<int, string> endingOf)
    {
        LightBoard[] boards = [.. Enumerable.Range(0, count).Select(i => new LightBoard(port, $"door-{i:000}", endingOf(i)))];
        Boards.AddRange(boards);
        await Parallel.ForEachAsync(boards, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, static async (board, _) => await board.ConnectAsync());
    }

    public void Dispose() => Boards.ForEach(static board => board.Dispose());
}
