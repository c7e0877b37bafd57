using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>
/// Decides who is told next, and what has become of whom. It sends nothing and keeps nothing: whoever runs it does both, in this order: <see cref="Advance"/>,
/// then keep the document where <see cref="IsChanged"/>, then send. So whatever was sent is in the file, whenever the process ends.
/// </summary>
internal sealed class Rollout
{
    private readonly TimeProvider _time;
    private readonly List<RolloutEvent> _events = [];
    private readonly Dictionary<RolloutBoard, (double Reached, long Since)> _progress = [];
    private readonly Dictionary<RolloutBoard, (RolloutOrder Order, long At)> _sent = [];

    // A board that became good for another process, or before the connection was lost, and is away now, may have gone at once.
    private readonly HashSet<RolloutBoard> _seenGood = [];

    public Rollout(RolloutDocument document, TimeProvider time) => (Document, _time) = (document, time);

    public RolloutDocument Document { get; }

    /// <summary>Whether the document says something new since <see cref="Kept"/>.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether nothing is left to do now.</summary>
    public bool HasEnded => Document.Step is RolloutStep.Stopped or RolloutStep.Done or RolloutStep.PutBack;

    /// <summary>How many orders were sent that the broker is not seen to keep yet.</summary>
    public int OnTheirWay => _sent.Count;

    private string Message => Document.Message;

    /// <summary>The document is on the disk.</summary>
    public void Kept() => IsChanged = false;

    /// <summary>What there is to tell since the last call.</summary>
    public IReadOnlyList<RolloutEvent> TakeEvents()
    {
        RolloutEvent[] events = [.. _events];
        _events.Clear();
        return events;
    }

    /// <summary>Goes on after an end: boards may have changed their minds, or somebody what is allowed.</summary>
    public void GoOn()
    {
        if (Document.Step is RolloutStep.Stopped or RolloutStep.Done)
            Become(RolloutStep.Running);
    }

    /// <summary>Tells the boards again what they were told before, those that still have our message.</summary>
    public void PutBack()
    {
        if (Document.Step is RolloutStep.PuttingBack or RolloutStep.PutBack)
            return;
        Become(RolloutStep.PuttingBack);
        Tell(RolloutEventKind.PuttingBack);
    }

    /// <summary>Nobody could be heard for a while: boards, and the broker, get their whole time again.</summary>
    public void RestartClocks()
    {
        _progress.Clear();
        _seenGood.Clear();
        foreach (RolloutBoard board in _sent.Keys)
            _sent[board] = (_sent[board].Order, _time.GetTimestamp());
    }

    /// <summary>Looks at the boards.</summary>
    /// <param name="boards">As they are now, from a connection that stands.</param>
    /// <returns>What is to be sent; each until <see cref="Sent"/>.</returns>
    public IReadOnlyList<RolloutOrder> Advance(IReadOnlyDictionary<string, BoardView> boards)
    {
        foreach ((RolloutOrder order, _) in _sent.Values.Where(sent => ViewOf(sent.Order.Board, boards).Desired != sent.Order.Known).ToArray())
            _sent.Remove(order.Board);
        if (Document.Step == RolloutStep.Running)
            Run(boards);
        return Document.Step switch
        {
            RolloutStep.Running => [.. Asked().Where(board => board.Told is null && !_sent.ContainsKey(board))
                .Select(board => new RolloutOrder(board, Message, ViewOf(board, boards).Desired))],
            RolloutStep.PuttingBack => BackOrders(boards),
            _ => [],
        };
    }

    /// <summary>The connection has taken an order, and sends it until the broker acknowledges it.</summary>
    public void Sent(RolloutOrder order) => _sent[order.Board] = (order, _time.GetTimestamp());

    /// <summary>A board for which the broker has not been seen to keep what was sent for so long; <see langword="null"/>: there is none.</summary>
    public RolloutBoard? UnansweredFor(TimeSpan limit) =>
        _sent.Values.Where(sent => _time.GetElapsedTime(sent.At) > limit).Select(static sent => sent.Order.Board).FirstOrDefault();

    /// <summary>How many boards of the waves up to <paramref name="wave"/> have come to what.</summary>
    public IReadOnlyDictionary<BoardOutcome, int> Count(int wave) =>
        Document.Boards.Where(board => board.Wave <= wave).CountBy(static board => board.Outcome).ToDictionary();

    private static bool IsFailure(RolloutBoard board) => board.Outcome is BoardOutcome.Failed or BoardOutcome.Silent;

    private IEnumerable<RolloutBoard> Asked() => Document.Boards.Where(static board => board.Asked is not null);

    private void Run(IReadOnlyDictionary<string, BoardView> boards)
    {
        if (!Document.HasBegun)
            Begin(boards);
        foreach (RolloutBoard board in Asked())
            Judge(board, ViewOf(board, boards));

        if (Asked().Where(IsFailure).CountBy(static board => board.Wave).Any(wave => wave.Value > Document.MaxFailures))
        {
            Become(RolloutStep.Stopped);
            Tell(RolloutEventKind.Stopped);
            if (Document.RollbackOnFailure)
                PutBack();
            return;
        }

        if (!Asked().All(IsSettled))
            return;
        Tell(RolloutEventKind.WaveDone);
        if (Document.Wave + 1 < Document.Waves.Count)
        {
            Document.Wave++;
            Document.HasBegun = false;
            IsChanged = true;
        }
        else
        {
            Become(RolloutStep.Done);
            Tell(RolloutEventKind.Done);
        }
    }

    private void Begin(IReadOnlyDictionary<string, BoardView> boards)
    {
        DateTimeOffset now = _time.GetUtcNow();
        foreach (RolloutBoard board in Document.Boards.Where(board => board.Wave == Document.Wave && board.Asked is null))
        {
            board.Asked = now;
            board.Before = ViewOf(board, boards).Desired is { } before && before != Message ? before : null;
            board.Outcome = BoardOutcome.UnderWay;
        }

        Document.HasBegun = true;
        IsChanged = true;
        Tell(RolloutEventKind.WaveBegun);
    }

    private bool IsSettled(RolloutBoard board) => board.Outcome switch
    {
        BoardOutcome.Good => HasStayedGood(board),
        BoardOutcome.UnderWay => false,
        _ => true,
    };

    private bool HasStayedGood(RolloutBoard board) => board.GoodSince is { } since && _time.GetUtcNow() - since >= Document.Watch;

    private void Judge(RolloutBoard board, BoardView view)
    {
        if (board.Told is null)
        {
            if (view.Desired != Message)
                return;
            board.Told = _time.GetUtcNow();
            IsChanged = true;
            if (view.IsOffline)
                Become(board, new(BoardOutcome.Pending));
        }

        if (!view.IsOffline || (view.IsDesiredSeen && view.Desired != Message))
            Hear(board, BoardVerdict.Of(view, Document));
        else if (board.Outcome == BoardOutcome.UnderWay
            || (board.Outcome == BoardOutcome.Good && board.Wave == Document.Wave && !(HasStayedGood(board) && _seenGood.Contains(board))))
            Hear(board, new(BoardOutcome.UnderWay, 0, null, "it was there when it was told, and has gone offline since."));
    }

    private void Hear(RolloutBoard board, BoardVerdict verdict)
    {
        if (verdict.Outcome != BoardOutcome.UnderWay)
        {
            _progress.Remove(board);
            if (verdict.Outcome == BoardOutcome.Good)
                _seenGood.Add(board);
            Become(board, verdict);
            return;
        }

        if (!_progress.TryGetValue(board, out (double Reached, long Since) last) || verdict.Reached > last.Reached)
            _progress[board] = last = (verdict.Reached, _time.GetTimestamp());
        // A silent board is heard again with its next step forward.
        if (_time.GetElapsedTime(last.Since) < Document.SilentAfter)
            Become(board, verdict);
        else
            Become(board, verdict with { Outcome = BoardOutcome.Silent, Error = SilenceOf(verdict) });
    }

    private string SilenceOf(BoardVerdict verdict) =>
        $"no step forward for {Duration.Format(Document.SilentAfter)}{(verdict.Error is null ? "." : $": {verdict.Error}")}";

    private void Become(RolloutBoard board, BoardVerdict verdict)
    {
        if (board.Outcome == verdict.Outcome && board.Reason == verdict.Reason && board.Error == verdict.Error)
            return;
        bool isAnother = board.Outcome != verdict.Outcome;
        (board.Outcome, board.Reason, board.Error) = (verdict.Outcome, verdict.Reason, verdict.Error);
        if (isAnother)
        {
            board.GoodSince = verdict.Outcome == BoardOutcome.Good ? _time.GetUtcNow() : null;
            _events.Add(new RolloutEvent(RolloutEventKind.BoardChanged, board.Wave, board));
        }

        IsChanged = true;
    }

    private List<RolloutOrder> BackOrders(IReadOnlyDictionary<string, BoardView> boards)
    {
        List<RolloutOrder> orders = [];
        // What is still on its way must arrive first, or it would come last.
        foreach (RolloutBoard board in Asked().Where(board => !board.IsPutBack && !_sent.ContainsKey(board)))
        {
            BoardView view = ViewOf(board, boards);
            if (view.Desired == Message || (board.Told is not null && !view.IsDesiredSeen))
            {
                orders.Add(new RolloutOrder(board, board.Before ?? DesiredModel.Nothing, view.Desired));
                continue;
            }

            board.IsPutBack = true;
            IsChanged = true;
        }

        if (Asked().All(static board => board.IsPutBack))
        {
            Become(RolloutStep.PutBack);
            Tell(RolloutEventKind.PutBack);
        }

        return orders;
    }

    private void Become(RolloutStep step)
    {
        Document.Step = step;
        IsChanged = true;
    }

    private void Tell(RolloutEventKind kind) => _events.Add(new RolloutEvent(kind, Document.Wave));

    private static BoardView ViewOf(RolloutBoard board, IReadOnlyDictionary<string, BoardView> boards) =>
        boards.GetValueOrDefault(board.Name) ?? new(board.Name);
}
