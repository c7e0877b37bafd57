using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2000)]
    [InlineData("1.5s", 1500)]
    [InlineData("0.5m", 30_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("0s", 0)]
    public void Reads_NumbersWithTheirUnit(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("1 s")]
    [InlineData("NaNs")]
    [InlineData("2S")]
    [InlineData("99999999999999999999999d")]
    public void Refuses_Others(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("500ms")]
    [InlineData("2s")]
    [InlineData("90s")]
    [InlineData("1m")]
    [InlineData("1d")]
    [InlineData("0s")]
    public void WritesWhatItReads(string text)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan duration));

        Assert.Equal(text, Duration.Format(duration));
    }
}
