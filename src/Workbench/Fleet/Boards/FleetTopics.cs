using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>The topics of boards below one prefix.</summary>
internal sealed class FleetTopics(string prefix)
{
    private const string StatusEnd = "/status";
    private const string StateEnd = "/model/state";
    private const string DesiredEnd = "/model/set";

    /// <summary>What each board says of itself: <c>online</c> or <c>offline</c>.</summary>
    public string Statuses => $"{prefix}/+{StatusEnd}";

    /// <summary>What each board says of its model.</summary>
    public string States => $"{prefix}/+{StateEnd}";

    /// <summary>What each board is told to run.</summary>
    public string DesiredModels => $"{prefix}/+{DesiredEnd}";

    /// <summary>What one board is told to run.</summary>
    public string DesiredModelOf(string board) => $"{prefix}/{board}{DesiredEnd}";

    /// <summary>Which board a topic is of, and what it says; <see langword="null"/>: it is none of ours, or its name can be no board's.</summary>
    public (string Board, BoardTopic Kind)? Read(string topic)
    {
        (string End, BoardTopic Kind)[] kinds = [(StateEnd, BoardTopic.State), (DesiredEnd, BoardTopic.Desired), (StatusEnd, BoardTopic.Status)];
        foreach ((string end, BoardTopic kind) in kinds)
        {
            int length = topic.Length - prefix.Length - 1 - end.Length;
            if (length <= 0 || !topic.EndsWith(end, StringComparison.Ordinal) || !topic.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            string board = topic.Substring(prefix.Length + 1, length);
            return TopicName.FindError(board, levels: false) is null ? (board, kind) : null;
        }

        return null;
    }
}
