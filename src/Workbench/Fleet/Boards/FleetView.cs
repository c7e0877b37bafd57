using System.Text;
using EdgeVision.EdgeAgent.ModelUpdates;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>The boards below a prefix, from what the broker keeps of them. Messages come on one thread, whoever looks at them is on another.</summary>
/// <remarks>Everybody who may write below the prefix can write anything: nothing here grows with what one board says, and there is an end to boards.</remarks>
internal sealed class FleetView(FleetTopics topics, int maxBoards = FleetView.MaxBoards)
{
    /// <summary>More boards than one broker has; a stranger may invent more.</summary>
    public const int MaxBoards = 50_000;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, BoardView> _boards = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private long _ignored;

    /// <summary>Messages of boards beyond the most there may be.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    /// <summary>Takes a message. Throws at nothing.</summary>
    public void Take(string topic, ReadOnlySpan<byte> payload)
    {
        if (topics.Read(topic) is not var (name, kind))
            return;
        lock (_gate)
        {
            if (!_boards.TryGetValue(name, out BoardView? board))
            {
                if (_boards.Count >= maxBoards)
                {
                    Interlocked.Increment(ref _ignored);
                    return;
                }

                board = new BoardView(name);
            }

            _boards[name] = kind switch
            {
                BoardTopic.Status => board with { IsOffline = payload.SequenceEqual("offline"u8) },
                BoardTopic.Desired => board with { Desired = Message(payload), IsDesiredSeen = true },
                _ => WithState(board, payload),
            };
            _changed.Add(name);
        }
    }

    /// <summary>Brings <paramref name="boards"/> up to date.</summary>
    public void Update(Dictionary<string, BoardView> boards)
    {
        lock (_gate)
        {
            foreach (string name in _changed)
                boards[name] = _boards[name];
            _changed.Clear();
        }
    }

    private static BoardView WithState(BoardView board, ReadOnlySpan<byte> payload)
    {
        // An empty message is how a broker is made to forget one.
        if (payload.IsEmpty)
            return board with { State = null, Unreadable = null };
        BoardState? state = BoardState.Parse(payload[..Math.Min(payload.Length, BoardState.MaxBytes + 1)].ToArray(), board.Name, out string error);
        return board with { State = state, Unreadable = state is null ? error : null };
    }

    private static string? Message(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 0 or > ModelMessage.MaxBytes)
            return null;
        try
        {
            return s_strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
