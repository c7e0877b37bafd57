using System.CommandLine;
using EdgeVision.Workbench.Bench.Daemon;
using static EdgeVision.Workbench.Tests.Bench.OptionParsing;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

public sealed class DaemonArgumentsTests
{
    [Theory]
    [InlineData("10", new[] { 10.0 })]
    [InlineData("0.1,29.97,240", new[] { 0.1, 29.97, 240.0 })]
    [InlineData("5,5", new[] { 5.0 })]
    public void ReadsRates(string text, double[] expected) => Assert.Equal(expected, Parse(DaemonArguments.Rates(), "--fps", text).Value);

    [Fact]
    public void MeasuresTwoPacesForTwentySecondsUnlessTold()
    {
        Assert.Equal([10.0, 30.0], Parse(DaemonArguments.Rates()).Value);
        Assert.Equal(20, Parse(DaemonArguments.Seconds()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.09")]
    [InlineData("241")]
    [InlineData("10,")]
    [InlineData("NaN")]
    [InlineData("-10")]
    [InlineData("1e2")]
    public void Refuses_RatesOutOfRange(string text) => AssertRefused(DaemonArguments.Rates(), "--fps", text, "not a number in 0.1 to 240");

    [Theory]
    [InlineData("0")]
    [InlineData("3601")]
    [InlineData("1.5")]
    public void Refuses_SecondsOutOfRange(string text) => AssertRefused(DaemonArguments.Seconds(), "--seconds", text, "not a number in 1 to 3600");

    [Theory]
    [InlineData(null, "bench daemon --fps 29.97 --seconds 7 --work Preprocessing")]
    [InlineData(1234, "bench daemon --fps 29.97 --seconds 7 --work Preprocessing --port 1234")]
    public void SpellsTheCommandLineOfATrial(int? port, string expected) =>
        Assert.Equal(expected, string.Join(' ', DaemonCommand.Line(new DaemonTrial(29.97, TrialWork.Preprocessing, TimeSpan.FromSeconds(7), port))));
}
