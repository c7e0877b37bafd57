using System.Text;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Tests.Fleet;

public sealed class FleetViewTests
{
    private readonly FleetView _view = new(new FleetTopics("ev/site"), maxBoards: 10);

    [Fact]
    public void PutsTogetherWhatTheTopicsOfABoardSay()
    {
        Take("ev/site/door 7/status", "offline");
        Take("ev/site/door 7/model/set", """{"name":"birds"}""");
        Take("ev/site/door 7/model/state", """{ "schema": "edgevision.model-state/1", "source": "pin" }""");

        BoardView board = Assert.Single(Boards()).Value;
        Assert.Equal(("door 7", true, """{"name":"birds"}""", "pin"), (board.Name, board.IsOffline, board.Desired, board.State!.Source));

        Take("ev/site/door 7/status", "online");
        Take("ev/site/door 7/model/set", "");
        Take("ev/site/door 7/model/state", "garbage");
        board = Assert.Single(Boards()).Value;
        Assert.Equal((false, null, null, "is no JSON"), (board.IsOffline, board.Desired, board.State, board.Unreadable));

        Take("ev/site/door 7/model/state", "");
        Assert.Null(Assert.Single(Boards()).Value.Unreadable);
    }

    [Theory]
    [InlineData("ev/site/status")]
    [InlineData("ev/site//status")]
    [InlineData("ev/site/a/b/status")]
    [InlineData("ev/site/groups/lobby/model/set")]
    [InlineData("ev/siteX/a/status")]
    [InlineData("other/site/a/status")]
    [InlineData("ev/site/a\u0007/status")]
    [InlineData("ev/site/$a/status")]
    [InlineData("")]
    public void LeavesOutWhatIsNoBoards(string topic)
    {
        Take(topic, "online");

        Assert.Empty(Boards());
    }

    [Fact]
    public void MessagesThatNoBoardHeedsAreNoneToPutBack()
    {
        _view.Take("ev/site/a/model/set", [0xC3, 0x28]);
        _view.Take("ev/site/b/model/set", new byte[4097]);

        Assert.All(Boards().Values, static board => Assert.Null(board.Desired));
    }

    [Fact]
    public void ThereIsAnEndToBoards()
    {
        for (int i = 0; i < 30_000; i++)
            Take($"ev/site/b{i}/status", "online");
        Take("ev/site/b3/status", "offline");

        Assert.Equal(10, Boards().Count);
        Assert.True(Boards()["b3"].IsOffline);
        Assert.Equal(29_990, _view.Ignored);
    }

    private readonly Dictionary<string, BoardView> _boards = [];

    private Dictionary<string, BoardView> Boards()
    {
        _view.Update(_boards);
        return _boards;
    }

    private void Take(string topic, string payload) => _view.Take(topic, Encoding.UTF8.GetBytes(payload));
}
