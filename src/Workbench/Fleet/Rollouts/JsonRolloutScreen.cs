using System.Text.Json;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A rollout for programs: an object for what happens, when it happens.</summary>
internal sealed class JsonRolloutScreen(TimeProvider time) : IRolloutScreen
{
    public void Plan(RolloutDocument document, bool isWhole) => JsonLines.Write(line =>
    {
        Begin(line, "plan", document);
        line.WriteString("message", document.Message);
        line.WriteStartArray("waves");
        for (int wave = 0; wave < document.Waves.Count; wave++)
        {
            line.WriteStartObject();
            line.WriteString("share", document.Waves[wave]);
            line.WriteStartArray("devices");
            foreach (RolloutBoard board in document.Boards.Where(board => board.Wave == wave))
                line.WriteStringValue(board.Name);
            line.WriteEndArray();
            line.WriteEndObject();
        }

        line.WriteEndArray();
        line.WriteStartArray("leftOut");
        foreach (LeftOutBoard board in document.LeftOut)
        {
            line.WriteStartObject();
            line.WriteString("device", board.Name);
            line.WriteString("why", board.Why);
            line.WriteEndObject();
        }

        line.WriteEndArray();
    });

    public void Show(Rollout rollout, RolloutEvent happened) => JsonLines.Write(line =>
    {
        Begin(line, Spelled(happened.Kind), rollout.Document);
        line.WriteNumber("wave", happened.Wave + 1);
        if (happened.Board is not { } board)
            return;
        line.WriteString("device", board.Name);
        line.WriteString("outcome", Spelled(board.Outcome));
        line.WriteString("reason", board.Reason);
        line.WriteString("error", board.Error);
    });

    public void Pass(Rollout rollout)
    {
        // A program counts for itself.
    }

    public Task WhileAsync(Func<Task> work) => work();

    public void Conclude(RolloutDocument document) => JsonLines.Write(line =>
    {
        Begin(line, "end", document);
        line.WriteString("step", Spelled(document.Step));
        line.WriteNumber("wave", document.Wave + 1);
        foreach (BoardOutcome outcome in Enum.GetValues<BoardOutcome>())
            line.WriteNumber(Spelled(outcome), document.Boards.Count(board => board.Outcome == outcome));
    });

    private static string Spelled<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private void Begin(Utf8JsonWriter line, string happened, RolloutDocument document)
    {
        line.WriteString("event", happened);
        line.WriteString("time", time.GetUtcNow());
        line.WriteString("rollout", document.Id);
    }
}
