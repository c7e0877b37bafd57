using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.EdgeAgent.Outputs.Gpio;

namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

/// <summary>Lines of expanders with their bus's thread.</summary>
public sealed class ExpanderLinesTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly FakePcf857x _relays = new(1);
    private readonly FakeMcp23017 _other = new();
    private readonly List<string> _reports = [];

    /// <summary>What the relays were told; looks, which the bus's thread takes in between, are left out.</summary>
    private string[] Writes => [.. _relays.Transfers.Where(static transfer => transfer.StartsWith('w'))];

    public void Dispose() => _relays.Ends.Set();

    [Fact]
    public void AllSafeLevelsOfAChip_AreInItsFirstTransfer_ThoughItsLinesComeOneByOne()
    {
        GpioOutputRequest one = Relay("0"), two = Relay("1") with { ActiveLow = false }, three = Relay("2") with { ActiveLow = false, InitiallyActive = true };
        ExpanderLines lines = Lines(one, two, three);

        using IGpioOutput first = lines.RequestOutput(one);
        Assert.Equal(["w fd"], Writes);
        using IGpioOutput second = lines.RequestOutput(two);
        using IGpioOutput third = lines.RequestOutput(three);

        Assert.Equal(["w fd"], Writes);
        Assert.Equal("pcf8574 0x20 on /dev/i2c-1 line 1", second.Description);
    }

    [Fact]
    public void ALevelIsOnTheWire_BeforeTheLineIsGivenBack()
    {
        GpioOutputRequest request = Relay("3");
        ExpanderLines lines = Lines(request);
        IGpioOutput line = lines.RequestOutput(request);

        line.Set(true);
        line.Dispose();

        Assert.Equal(["w ff", "w f7"], Writes);
        Assert.Equal(0, _relays.OpenCount);
    }

    [Fact]
    public void ALineCanBeHadAgain_AfterItWasGivenBack()
    {
        GpioOutputRequest request = Relay("3");
        ExpanderLines lines = Lines(request);

        for (int i = 0; i < 20; i++)
            lines.RequestOutput(request).Dispose();

        Assert.Equal(20, Writes.Length);
        Assert.Equal(0, _relays.OpenCount);
    }

    [Fact]
    public void ALineThatIsHeld_IsRefused()
    {
        GpioOutputRequest request = Relay("3");
        ExpanderLines lines = Lines(request);
        using IGpioOutput line = lines.RequestOutput(request);

        var error = Assert.Throws<GpioException>(() => lines.RequestOutput(request));

        Assert.Equal("pcf8574 0x20 on /dev/i2c-1 line 3 is held already; choose another line.", error.Message);
    }

    [Theory]
    [InlineData("8")]
    [InlineData("-1")]
    [InlineData("GPIO3")]
    public void ALineTheChipLacks_IsRefused(string line)
    {
        GpioOutputRequest request = Relay(line);

        var error = Assert.Throws<GpioException>(() => Lines(request).RequestOutput(request));

        Assert.Equal($"pcf8574 0x20 on /dev/i2c-1 has no line “{line}”; its lines are 0 to 7.", error.Message);
        Assert.Empty(_relays.Transfers);
    }

    [Fact]
    public void AChipThatDoesNotAnswer_IsNamed_AndLeftAlone()
    {
        _relays.IsGone = true;
        GpioOutputRequest request = Relay("0");

        var error = Assert.Throws<GpioException>(() => Lines(request).RequestOutput(request));

        Assert.Equal("pcf8574 0x20 on /dev/i2c-1: Error 121 performing I2C data transfer.", error.Message);
        Assert.Equal(0, _relays.OpenCount);
    }

    [Fact]
    public void ABusThatHangs_HoldsUpNobody_AndIsNamed()
    {
        GpioOutputRequest request = Relay("0"), elsewhere = Elsewhere("9");
        ExpanderLines lines = Lines(request, elsewhere);
        IGpioOutput relay = lines.RequestOutput(request);
        using IGpioOutput other = lines.RequestOutput(elsewhere);
        _relays.Ends.Reset();

        string? error = null;
        Assert.True(SpinWait.SpinUntil(() => (error = TroubleOf(() => relay.Set(true))) is not null, s_longest));
        other.Set(true);

        Assert.Equal("A transfer on /dev/i2c-1 does not end; a chip or a wire may hold the bus down.", error);
        Assert.True(SpinWait.SpinUntil(() => _other.Transfers.Contains("w 14 00 02"), s_longest));
        Assert.Equal(error, TroubleOf(() => lines.RequestOutput(request)));
        relay.Dispose();

        _relays.Ends.Set();
        Assert.True(SpinWait.SpinUntil(() => _relays.OpenCount == 0, s_longest));
        Assert.Equal(0xFE, _relays.Latch & 0xFF);
    }

    [Fact]
    public void AChipThatComesBack_IsDrivenAgain_ByItself()
    {
        GpioOutputRequest request = Relay("0");
        using IGpioOutput line = Lines(request).RequestOutput(request);
        line.Set(true);

        _relays.IsGone = true;
        Assert.True(SpinWait.SpinUntil(() => TroubleOf(() => line.Set(true)) is not null, s_longest));
        _relays.LosePower();
        _relays.IsGone = false;

        Assert.True(SpinWait.SpinUntil(() => (_relays.Latch & 1) == 0, s_longest));
        Assert.True(SpinWait.SpinUntil(() => TroubleOf(() => line.Set(true)) is null, s_longest));
    }

    [Fact]
    public void Setting_AllocatesNothing()
    {
        GpioOutputRequest request = Elsewhere("9");
        using IGpioOutput line = Lines(request).RequestOutput(request);
        for (int i = 0; i < 1000; i++)
            line.Set(i % 2 == 0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            line.Set(i % 2 == 0);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(false, 0xFF)]
    [InlineData(true, 0xFE)]
    public void AKilledDaemonsRelay_IsMadeSafe(bool safeActive, int latch)
    {
        _relays.Latch = 0xF0;
        OutputOptions siren = new()
        {
            Name = "siren",
            Rule = "any",
            Driver = OutputDriver.Pcf8574,
            Bus = "1",
            Address = "0x20",
            Line = "0",
            ActiveLow = true,
            SafeLevel = safeActive ? OutputLevel.Active : OutputLevel.Inactive,
        };
        HeldLine held = HeldLine.From(siren);

        LineRelease release = LineRelease.AtSafeLevel(held, Lines(held.Request));

        Assert.Equal(new LineRelease("siren", "pcf8574 0x20 on /dev/i2c-1 line 0", siren.SafeLevel, null), release);
        Assert.Equal(latch, _relays.Latch);
        Assert.Equal(0, _relays.OpenCount);
    }

    [Fact]
    public void AnOutput_TellsThatItsBoardIsGone_AndThatItObeysAgain()
    {
        OutputOptions options = new() { Name = "siren", Rule = "r", Driver = OutputDriver.Pcf8574, Bus = "1", Address = "0x20", Line = "0", ActiveLow = true };
        var told = new List<string?>();
        using var output = new RuledOutput(options, ["door"], Lines(options.ToRequest()), (_, error) => told.Add(error));
        TimeSpan now = TimeSpan.FromHours(1);
        output.RuleStarted(now);
        Assert.True(SpinWait.SpinUntil(Obeys, s_longest));

        _relays.IsGone = true;
        Assert.True(SpinWait.SpinUntil(() => !Obeys(), s_longest));
        _relays.IsGone = false;
        Assert.True(SpinWait.SpinUntil(Obeys, s_longest));
        Assert.True(SpinWait.SpinUntil(() => (_relays.Latch & 1) == 0, s_longest));

        output.Stop(now);
        output.Dispose();
        Assert.Equal([null, "pcf8574 0x20 on /dev/i2c-1: Error 121 performing I2C data transfer.", null], told);
        Assert.Equal(0xFF, _relays.Latch & 0xFF);

        bool Obeys()
        {
            now += TimeSpan.FromMilliseconds(50);
            output.Judged(now);
            output.Tick(now);
            return output.Error is null;
        }
    }

    private static string? TroubleOf(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (GpioException e)
        {
            return e.Message;
        }
    }

    private static GpioOutputRequest Relay(string line) => new(null, line, ActiveLow: true, InitiallyActive: false, "edgevision")
    {
        Expander = new ExpanderAddress(ExpanderKind.Pcf8574, "/dev/i2c-1", 0x20),
    };

    private static GpioOutputRequest Elsewhere(string line) => new(null, line, ActiveLow: false, InitiallyActive: false, "edgevision")
    {
        Expander = new ExpanderAddress(ExpanderKind.Mcp23017, "/dev/i2c-7", 0x20),
    };

    private ExpanderLines Lines(params GpioOutputRequest[] configured) =>
        new(configured, _reports.Add, address => (address.Bus == "/dev/i2c-1" ? (RecordedWire)_relays : _other).Open(), TimeSpan.FromMilliseconds(20));
}
