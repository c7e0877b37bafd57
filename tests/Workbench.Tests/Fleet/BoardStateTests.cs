using System.Text;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Tests.Fleet;

public sealed class BoardStateTests
{
    [Fact]
    public void ReadsWhatABoardSays()
    {
        BoardState state = Parse("""
            { "schema": "edgevision.model-state/1", "device": "door-7", "daemon": "0.1.0", "time": "2026-11-28T18:50:00.123Z", "source": "group:lobby",
              "groups": ["lobby", "doors"], "novelty": [1, {}],
              "active": { "name": "birds", "version": "1.4.0", "sequence": 7, "sha256": "ab", "origin": "store" },
              "candidate": { "name": "birds", "version": "1.5.0", "rollout": "r", "step": "trial", "progress": 0.5, "reason": null,
                "seconds": { "fetching": 1 } } }
            """, out _)!;

        Assert.Equal(("0.1.0", "group:lobby"), (state.Daemon, state.Source));
        Assert.Equal(["lobby", "doors"], state.Groups);
        Assert.Equal(new BoardModel("birds", "1.4.0", "ab"), state.Active);
        Assert.Equal(new BoardCandidate(new("birds", "1.5.0", null), "r", "trial", 0.5, null, null), state.Candidate);
        Assert.False(state.Candidate!.HasEnded);
    }

    [Theory]
    [InlineData("{", "is no JSON")]
    [InlineData("\0\u0001\u00ff", "is no JSON")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("null", "is no JSON object")]
    [InlineData("""{ "schema": "edgevision.model-state/2" }""", "does not say \"schema\": \"edgevision.model-state/1\"")]
    [InlineData("""{ "schema": 1 }""", "has a \"schema\" that is no string")]
    [InlineData("""{ "schema": "edgevision.model-state/1", "device": "door-8" }""", "names another device")]
    [InlineData("""{ "schema": "edgevision.model-state/1", "active": "birds" }""", "has a \"active\" that is no object")]
    [InlineData("""{ "schema": "edgevision.model-state/1", "groups": [1] }""", "has a group that is no text")]
    [InlineData("""{ "schema": "edgevision.model-state/1", "candidate": {} }""", "has a candidate without a step")]
    [InlineData("""{ "schema": "edgevision.model-state/1", "candidate": { "step": "trial", "progress": "much" } }""", "has a \"progress\" that is no number")]
    public void SaysWhyAStateCannotBeRead(string payload, string reason)
    {
        Assert.Null(Parse(payload, out string error));
        Assert.Equal(reason, error);
    }

    [Fact]
    public void Refuses_AStateThatIsTooLarge_OrTooDeep()
    {
        Assert.Null(Parse($$"""{ "schema": "edgevision.model-state/1", "x": "{{new string('x', BoardState.MaxBytes)}}" }""", out string error));
        Assert.Contains("more than the 16384", error, StringComparison.Ordinal);
        Assert.Null(Parse($$"""{ "schema": "edgevision.model-state/1", "x": {{new string('[', 5000)}}{{new string(']', 5000)}} }""", out error));
        Assert.Equal("is no JSON", error);
    }

    [Fact]
    public void KeepsLittleOfALongText()
    {
        BoardState state = Parse(
            $$"""{ "schema": "edgevision.model-state/1", "candidate": { "step": "refused", "error": "{{new string('x', 9000)}}" } }""", out _)!;

        Assert.Equal(400, state.Candidate!.Error!.Length);
    }

    [Fact]
    public void AnotherStepIsFurther_AndMoreOfItToo_AndWaitingIsNot()
    {
        (string Step, double? Progress)[] steps =
            [("waiting", 0.9), ("fetching", null), ("fetching", 0.4), ("staged", null), ("loaded", 0.1), ("trial", 9)];
        double[] reached = [.. steps.Select(static one => new BoardCandidate(new(null, null, null), null, one.Step, one.Progress, null, null).Reached)];

        Assert.Equal(reached.Order(), reached);
        Assert.Equal(0, reached[0]);
        Assert.Equal(6, reached[^1]);
    }

    private static BoardState? Parse(string payload, out string error) => BoardState.Parse(Encoding.UTF8.GetBytes(payload), "door-7", out error);
}
