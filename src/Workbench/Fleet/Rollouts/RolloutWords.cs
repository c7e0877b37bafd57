using System.Globalization;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A rollout in lines for people.</summary>
internal static class RolloutWords
{
    // A fleet has hundreds of boards, and a line is read.
    private const int MaxNames = 12;

    private static readonly (BoardOutcome Outcome, string Word)[] s_words =
    [
        (BoardOutcome.Good, "good"), (BoardOutcome.Failed, "failed"), (BoardOutcome.Silent, "silent"), (BoardOutcome.UnderWay, "under way"),
        (BoardOutcome.Pending, "offline, with the message kept for them"), (BoardOutcome.Untouched, "untouched"),
    ];

    /// <summary>What is going to be done.</summary>
    /// <param name="isWhole">Whether every board is named.</param>
    public static IEnumerable<string> Plan(RolloutDocument document, bool isWhole)
    {
        yield return $"Rollout {document.Id}: {document.Model} for {Boards(document.Boards.Count)} of {document.Access.Broker}, {document.Access.Prefix}/+";
        for (int wave = 0; wave <= document.Waves.Count; wave++)
        {
            string[] names = [.. document.Boards.Where(board => board.Wave == wave).Select(static board => board.Name)];
            string title = wave < document.Waves.Count ? $"wave {wave + 1} ({document.Waves[wave]})" : "not told";
            if (names.Length > 0)
                yield return $"  {title}: {Boards(names.Length)}: {Names(names, isWhole)}";
        }

        foreach (LeftOutBoard board in document.LeftOut)
            yield return $"  left out: {board.Name} {board.Why}";
    }

    /// <summary>What has happened; <see langword="null"/>: nothing worth a line.</summary>
    public static string? Of(RolloutDocument document, RolloutEvent happened)
    {
        string wave = $"wave {happened.Wave + 1} of {document.Waves.Count}";
        return happened.Kind switch
        {
            RolloutEventKind.WaveBegun => $"{wave}: telling {Boards(document.Boards.Count(board => board.Wave == happened.Wave))}",
            RolloutEventKind.WaveDone => $"{wave}: done; so far {Counts(document)}",
            RolloutEventKind.BoardChanged => happened.Board is { Outcome: BoardOutcome.Failed or BoardOutcome.Silent } board
                ? $"{board.Name} {Word(board.Outcome)}: {Why(board)}" : null,
            RolloutEventKind.Stopped => $"{wave}: stopped, for more than {document.MaxFailures} of its boards have failed",
            RolloutEventKind.PuttingBack => "telling the boards again what they were told before",
            RolloutEventKind.PutBack => "the boards are told again what they were told before",
            _ => null,
        };
    }

    /// <summary>How it ended, and what can be done.</summary>
    public static IEnumerable<string> Conclusion(RolloutDocument document)
    {
        yield return $"{Ending(document)}: {Counts(document)}.";
        foreach (RolloutBoard board in document.Boards.Where(static board => board.Outcome is BoardOutcome.Failed or BoardOutcome.Silent))
            yield return $"  {board.Name} {Word(board.Outcome)}: {Why(board)}";
        string[] pending = [.. document.Boards.Where(static board => board.Outcome == BoardOutcome.Pending).Select(static board => board.Name)];
        if (pending.Length > 0)
            yield return $"  offline: {Names(pending, isWhole: false)}";
        foreach (LeftOutBoard board in document.LeftOut)
            yield return $"  left out: {board.Name} {board.Why}";
    }

    /// <summary>How many boards have come to what.</summary>
    public static string Counts(RolloutDocument document)
    {
        Dictionary<BoardOutcome, int> counts = document.Boards.CountBy(static board => board.Outcome).ToDictionary();
        return string.Join(", ", s_words.Where(word => counts.ContainsKey(word.Outcome)).Select(
            word => string.Create(CultureInfo.InvariantCulture, $"{counts[word.Outcome]} {word.Word}")));
    }

    private static string Ending(RolloutDocument document) => document.Step switch
    {
        RolloutStep.Done => "Done",
        RolloutStep.Stopped => $"Stopped in wave {document.Wave + 1} of {document.Waves.Count}",
        RolloutStep.PutBack => $"Put back after wave {document.Wave + 1} of {document.Waves.Count}",
        _ => $"Interrupted in wave {document.Wave + 1} of {document.Waves.Count}",
    };

    private static string Word(BoardOutcome outcome) => s_words.First(word => word.Outcome == outcome).Word;

    private static string Why(RolloutBoard board) => board.Reason is null ? board.Error ?? "?" : $"{board.Reason}: {board.Error}";

    private static string Boards(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "board" : "boards")}");

    private static string Names(string[] names, bool isWhole) => isWhole || names.Length <= MaxNames
        ? string.Join(' ', names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', names.Take(MaxNames))} and {names.Length - MaxNames} more");
}
