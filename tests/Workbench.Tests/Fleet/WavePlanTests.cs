using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Tests.Fleet;

public sealed class WavePlanTests
{
    [Theory]
    [InlineData("1%,10%,50%,100%", 500, "1%:5 10%:50 50%:250 100%:500")]
    [InlineData("1%,10%,50%,100%", 3, "1%:1 50%:2 100%:3")]
    [InlineData("1%,10%,50%,100%", 1, "1%:1")]
    [InlineData("1,5,100%", 20, "1:1 5:5 100%:20")]
    [InlineData("0.1%,33.3%", 1000, "0.1%:1 33.3%:333")]
    [InlineData("50", 20, "50:20")]
    public void AWaveCountsTheBoardsOfThoseBeforeIt(string text, int boards, string expected)
    {
        WaveShare[] shares = WaveShare.ParseAll(text, out _)!;

        Assert.Equal(expected, string.Join(' ', WavePlan.Waves(shares, boards).Select(static wave => $"{wave.Share}:{wave.Upto}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("ten")]
    [InlineData("1%,,10%")]
    public void Refuses_WhatIsNoWave(string text)
    {
        Assert.Null(WaveShare.ParseAll(text, out string error));
        Assert.Contains("write parts of all boards or numbers of boards", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_WavesThatDoNotRise()
    {
        Assert.Null(WaveShare.ParseAll("10%,10%", out string error));
        Assert.Contains("does not rise from '10%' to '10%'", error, StringComparison.Ordinal);
        Assert.Null(WaveShare.ParseAll(string.Join(',', Enumerable.Range(1, 101)), out error));
        Assert.Contains("has 101 waves", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOrderIsOfTheRolloutAlone_AndPutsNeighboursApart()
    {
        (string, bool)[] boards = [.. Enumerable.Range(0, 100).Select(static i => ($"site-{i / 10}-{i % 10}", false))];

        IReadOnlyList<string> order = WavePlan.Order("a", boards);

        Assert.Equal(order, WavePlan.Order("a", boards.Reverse()));
        Assert.NotEqual(order, WavePlan.Order("b", boards));
        Assert.Equal(boards.Select(static board => board.Item1).Order(), order.Order());
        Assert.True(order.Take(10).Select(static name => name[..6]).Distinct().Count() >= 4, string.Join(' ', order.Take(10)));
    }

    [Fact]
    public void WhoIsNotThereComesLast_SoThatTheFirstWavesTeach()
    {
        (string, bool)[] boards = [.. Enumerable.Range(0, 50).Select(static i => ($"board-{i}", i % 2 == 0))];

        Assert.All(WavePlan.Order("a", boards).Take(25), static name => Assert.Equal(1, int.Parse(name[6..], null) % 2));
    }
}
