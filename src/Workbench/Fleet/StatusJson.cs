using System.Text.Json;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet;

/// <summary>A board for programs.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter line, BoardView board)
    {
        line.WriteString("device", board.Name);
        line.WriteBoolean("offline", board.IsOffline);
        line.WriteString("told", board.Desired);
        line.WriteString("unreadable", board.Unreadable);
        if (board.State is not { } state)
            return;
        line.WriteString("daemon", state.Daemon);
        line.WriteString("source", state.Source);
        line.WriteStartArray("groups");
        foreach (string group in state.Groups)
            line.WriteStringValue(group);
        line.WriteEndArray();
        if (state.Active is { } active)
            WriteModel(line, "active", active);
        if (state.Candidate is not { } candidate)
            return;
        WriteModel(line, "candidate", candidate.Model);
        line.WriteString("rollout", candidate.Rollout);
        line.WriteString("step", candidate.Step);
        if (candidate.Progress is { } progress)
            line.WriteNumber("progress", progress);
        line.WriteString("reason", candidate.Reason);
        line.WriteString("error", candidate.Error);
    }

    private static void WriteModel(Utf8JsonWriter line, string name, BoardModel model)
    {
        line.WriteStartObject(name);
        line.WriteString("name", model.Name);
        line.WriteString("version", model.Version);
        line.WriteString("sha256", model.Sha256);
        line.WriteEndObject();
    }
}
