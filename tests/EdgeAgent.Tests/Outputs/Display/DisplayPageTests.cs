using EdgeVision.EdgeAgent.Outputs.Display;

namespace EdgeVision.EdgeAgent.Tests.Outputs.Display;

public sealed class DisplayPageTests
{
    private static readonly DisplayState s_state = new()
    {
        Device = "gate",
        Address = "192.168.1.7",
        Cameras = 2,
        CamerasOnline = 1,
        IsMqttConnected = true,
        Seen = ["2 person", "1 dog"],
    };

    [Fact]
    public void FourRows_ShowEverything() =>
        Assert.Equal(["gate", "2 person, 1 dog", "1/2 cam, MQTT", "192.168.1.7"], DisplayPage.Compose(s_state, 16, 4, turn: 7));

    [Fact]
    public void TwoRows_ShowTheRestInTurn()
    {
        string[] lower = [.. Enumerable.Range(0, 4).Select(turn => DisplayPage.Compose(s_state, 16, 2, turn)[1])];

        Assert.Equal(["1/2 cam, MQTT", "192.168.1.7", "gate", "1/2 cam, MQTT"], lower);
        Assert.Equal("2 person, 1 dog", DisplayPage.Compose(s_state, 16, 2, turn: 0)[0]);
    }

    [Theory]
    [InlineData(16, "12 person +3")]
    [InlineData(20, "12 person, 3 dog +2")]
    [InlineData(25, "12 person, 3 dog, 1 cat +1")]
    public void WhatDoesNotFit_IsCounted(int columns, string row)
    {
        DisplayState state = s_state with { Seen = ["12 person", "3 dog", "1 cat", "1 potted plant"] };

        string shown = DisplayPage.Compose(state, columns, 4, 0)[1];

        Assert.Equal(row.Length <= columns ? row : "12 person, 3 dog +2", shown);
        Assert.InRange(shown.Length, 1, columns);
    }

    [Fact]
    public void NoNetworkNoBrokerNoCamera_AreSaid()
    {
        DisplayState state = s_state with { Address = null, IsMqttConnected = false, CamerasOnline = 0 };

        Assert.Equal(["gate", "no picture", "0/2 cam, MQTT away", "no network"], DisplayPage.Compose(state, 16, 4, 0));
        Assert.Equal("0/2 cam", DisplayPage.Compose(state with { IsMqttConnected = null }, 16, 4, 0)[2]);
        Assert.Equal("nothing seen", DisplayPage.Compose(s_state with { Seen = [] }, 16, 4, 0)[1]);
        Assert.Equal("stopped", DisplayPage.Compose(s_state with { IsStopped = true }, 16, 4, 0)[1]);
    }
}
