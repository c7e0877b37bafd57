using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>Runs a rollout over a connection until it ends or somebody stops it, and keeps it in its file all the while.</summary>
internal sealed class RolloutRun(Rollout rollout, RolloutFile file, FleetConnection connection, FleetView view, IRolloutScreen screen, TimeProvider time)
{
    private const int MaxOnTheirWay = MqttOutbox.Reserve * 3 / 4;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    // What is lost with these, the broker says again.
    private static readonly TimeSpan s_keepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_answerLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, BoardView> _boards = new(StringComparer.Ordinal);
    private int _connects;
    private long? _keptAt;

    /// <summary>Returns when nothing is left to do.</summary>
    /// <exception cref="OperationCanceledException">Somebody has stopped it; the file is whole, and it can go on.</exception>
    /// <exception cref="MqttException">The broker does not take what is to be told.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!rollout.HasEnded)
            {
                if (connection.IsSettled)
                    Advance();
                if (!rollout.HasEnded)
                    await Task.Delay(s_interval, time, stoppingToken);
            }
        }
        finally
        {
            Keep();
        }
    }

    private void Advance()
    {
        if (_connects != connection.Connects)
        {
            _connects = connection.Connects;
            rollout.RestartClocks();
        }

        view.Update(_boards);
        IReadOnlyList<RolloutOrder> orders = rollout.Advance(_boards);
        if (rollout.IsChanged && (orders.Count > 0 || _keptAt is not { } kept || time.GetElapsedTime(kept) >= s_keepEvery))
            Keep();
        foreach (RolloutOrder order in orders)
        {
            // There is room for some at a time; the others have their turn. One too many would be refused, and be counted and reported as lost.
            if (rollout.OnTheirWay >= MaxOnTheirWay || !connection.TryTell(order.Board.Name, order.Message))
                break;
            rollout.Sent(order);
        }

        foreach (RolloutEvent one in rollout.TakeEvents())
            screen.Show(rollout, one);
        screen.Pass(rollout);
        if (rollout.UnansweredFor(s_answerLimit) is { } board)
        {
            throw new MqttException($"{rollout.Document.Access.Broker}: it is not seen to keep what is published for {board.Name} on "
                + $"{new FleetTopics(rollout.Document.Access.Prefix).DesiredModelOf(board.Name)}; the user must be allowed to write and to read there.");
        }
    }

    private void Keep()
    {
        if (!rollout.IsChanged)
            return;
        file.Write(rollout.Document);
        rollout.Kept();
        _keptAt = time.GetTimestamp();
    }
}
