using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary>Boards whose every word a test says, a clock that it moves, and a broker that keeps what it is told.</summary>
internal sealed class ScriptedFleet
{
    public const string Sha256 = "abababababababababababababababababababababababababababababababab";

    private readonly Dictionary<string, BoardView> _boards = new(StringComparer.Ordinal);
    private Rollout? _rollout;

    public ScriptedFleet(int boards)
    {
        for (int i = 0; i < boards; i++)
            _boards[$"b{i}"] = new BoardView($"b{i}") { State = State() };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    public List<RolloutEvent> Events { get; } = [];

    /// <summary>Each message sent, with the board.</summary>
    public List<(string Board, string Message)> Sent { get; } = [];

    /// <summary>Whether the broker takes what it is told.</summary>
    public bool Answers { get; set; } = true;

    public Rollout Rollout => _rollout!;

    public RolloutDocument Document => Rollout.Document;

    public BoardView this[string name]
    {
        get => _boards[name];
        set => _boards[name] = value with { IsDesiredSeen = value.IsDesiredSeen || value.Desired is not null };
    }

    /// <summary>The boards of a wave, in their order.</summary>
    public string[] Wave(int wave) => [.. Document.Boards.Where(board => board.Wave == wave).Select(static board => board.Name)];

    public BoardOutcome OutcomeOf(string name) => Document.Boards.Single(board => board.Name == name).Outcome;

    public void Begin(string waves, int maxFailures = 0, bool rollback = false, DesiredModel? model = null)
    {
        RolloutPlan plan = new(
            new BrokerAccess("mqtt://b", "edgevision"), new BoardSelection([], [], []), model ?? new DesiredModel("https://x/y.bundle", Sha256, null, null),
            WaveShare.ParseAll(waves, out _)!, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), maxFailures, rollback);
        _rollout = new Rollout(plan.With("r1", Time.GetUtcNow(), _boards), Time);
    }

    /// <summary>As another process goes on with what is in the file.</summary>
    public void Resume(Action<RolloutDocument>? change = null)
    {
        change?.Invoke(Document);
        _rollout = new Rollout(Document, Time);
        _rollout.GoOn();
    }

    /// <summary>Looks until nothing new is sent.</summary>
    public void Look()
    {
        for (bool isNew = true; isNew;)
        {
            IReadOnlyList<RolloutOrder> orders = Rollout.Advance(_boards);
            foreach (RolloutOrder order in orders)
            {
                // What is sent is in the file.
                Assert.True(order.Board.Asked is not null);
                Sent.Add((order.Board.Name, order.Message));
                Rollout.Sent(order);
                if (Answers)
                    _boards[order.Board.Name] = _boards[order.Board.Name] with { Desired = order.Message, IsDesiredSeen = true };
            }

            IReadOnlyList<RolloutEvent> events = Rollout.TakeEvents();
            Events.AddRange(events);
            isNew = events.Count > 0 || (orders.Count > 0 && Answers);
        }
    }

    public void Say(string name, string step, string? reason = null, string? error = null, double? progress = null, string rollout = "r1")
    {
        _boards[name] = _boards[name] with
        {
            State = State() with { Candidate = new(new("birds", "2", Sha256), rollout, step, progress, reason, error) },
        };
        Look();
    }

    /// <summary>The boards of a wave become good and stay so.</summary>
    public void Pass(int wave)
    {
        foreach (string name in Wave(wave))
            Say(name, "good");
        Wait(TimeSpan.FromMinutes(10));
    }

    public void Wait(TimeSpan time)
    {
        Time.Advance(time);
        Look();
    }

    public static BoardState State(string? sha256 = "old") => new("0.1.0", null, "device", new BoardModel("birds", "1", sha256), null, []);
}
