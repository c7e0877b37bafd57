using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;

namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

/// <summary>A chip over its life, its bus's thread played by the test.</summary>
public sealed class ExpanderChipTests
{
    private readonly FakePcf857x _wire = new(1);
    private readonly List<string> _reports = [];
    private readonly ExpanderChip _chip;

    /// <summary>An active-low relay board with lines 0 to 3 in use.</summary>
    public ExpanderChipTests() =>
        _chip = new ExpanderChip(new ExpanderAddress(ExpanderKind.Pcf8574, "/dev/i2c-1", 0x20), 0b1111, 0b1111, _ => _wire.Open(), _reports.Add);

    [Fact]
    public void SafeLevelsGoFirst_WhateverIsWishedByThen()
    {
        _wire.Latch = 0x00;
        Assert.True(_chip.TryTake(0b0001, high: true));
        _chip.Set(0b0001, high: false);

        _chip.Serve(look: false);

        Assert.Equal(["w ff", "w fe"], _wire.Transfers);
        Assert.True(_chip.Shows(0b0001));
    }

    [Fact]
    public void LinesShareTheRegister_AndTheLastWishCounts()
    {
        Start(0b0001, 0b0010);

        _chip.Set(0b0001, high: false);
        _chip.Serve(look: false);
        _chip.Set(0b0010, high: false);
        _chip.Set(0b0010, high: true);
        _chip.Set(0b0010, high: false);
        _chip.Serve(look: false);
        _chip.Serve(look: false);

        Assert.Equal(["w fe", "w fc"], _wire.Transfers);
    }

    [Fact]
    public void OneDisturbedTransfer_IsRepeated_WithoutGoingSafe()
    {
        Start(0b0001);
        int transfers = 0;
        _wire.Disturbs = _ => ++transfers == 1;

        _chip.Set(0b0001, high: false);
        _chip.Serve(look: false);

        Assert.Equal(["w fe !", "w fe"], _wire.Transfers);
        Assert.Null(_chip.Error);
    }

    [Fact]
    public void ABoardThatIsUnplugged_IsFoundOut_AndComesBackOverTheSafeLevels()
    {
        Start(0b0001);
        _chip.Set(0b0001, high: false);
        _chip.Serve(look: false);

        _wire.IsGone = true;
        _chip.Serve(look: true);
        Assert.Equal("pcf8574 0x20 on /dev/i2c-1: Error 121 performing I2C data transfer.", _chip.Error);
        Assert.False(_chip.Shows(0b0001));
        _wire.Forget();
        _chip.Serve(look: false);
        Assert.Empty(_wire.Transfers);
        _chip.Serve(look: true);
        Assert.Equal(["w ff !"], _wire.Transfers);

        _wire.IsGone = false;
        _wire.LosePower();
        _wire.Forget();
        _chip.Serve(look: true);

        Assert.Equal(["w ff", "w fe"], _wire.Transfers);
        Assert.Null(_chip.Error);
        Assert.Equal(1, _wire.OpenCount);
    }

    [Fact]
    public void ABoardThatLostItsPower_IsWrittenAnew_TheSafeLevelsFirst()
    {
        Start(0b0001);
        _chip.Set(0b0001, high: false);
        _chip.Serve(look: true);
        _wire.LosePower();
        _wire.Forget();

        _chip.Serve(look: true);

        Assert.Equal(["r 1", "w ff", "w fe"], _wire.Transfers);
        Assert.Equal(["pcf8574 0x20 on /dev/i2c-1 had forgotten its levels, as after a loss of power; they are written anew, the safe ones first."], _reports);
        Assert.Null(_chip.Error);
    }

    [Fact]
    public void ALineThatDoesNotObey_IsNoReasonToChatter()
    {
        Start(0b0001);
        _wire.HeldUp = 0b0001;
        _chip.Set(0b0001, high: false);
        _chip.Serve(look: false);
        _wire.Forget();

        for (int second = 0; second < 600; second++)
            _chip.Serve(look: true);

        Assert.Contains("does not keep", _chip.Error, StringComparison.Ordinal);
        Assert.InRange(_wire.Transfers.Count(transfer => transfer == "w ff"), 2, 20);
    }

    [Fact]
    public void AFailureWhileTheSafeLevelsAreWritten_IsNoSuccess()
    {
        Start(0b0001);
        _chip.Set(0b0001, high: false);
        _chip.Serve(look: false);
        _wire.LosePower();
        _wire.Disturbs = words => words == "w ff";

        _chip.Serve(look: true);

        Assert.NotNull(_chip.Error);
        Assert.False(_chip.Shows(0b0001));

        _wire.Disturbs = null;
        _chip.Serve(look: true);
        Assert.Equal(["w ff", "w fe"], _wire.Transfers[^2..]);
    }

    [Fact]
    public void TheChipIsClosed_WithItsLastLine_AtTheLevelsItHas()
    {
        Start(0b0001, 0b0010);
        _chip.Set(0b0010, high: false);
        _chip.Release(0b0001);
        _chip.Serve(look: false);
        Assert.False(_chip.IsClosed);

        _chip.Release(0b0010);
        _chip.Serve(look: false);

        Assert.True(_chip.IsClosed);
        Assert.Equal(0, _wire.OpenCount);
        Assert.Equal(["w fd"], _wire.Transfers);
    }

    [Fact]
    public void ALineHasOneHolder()
    {
        Start(0b0001);

        Assert.False(_chip.TryTake(0b0001, high: true));
        _chip.Release(0b0001);
        Assert.False(_chip.TryTake(0b0001, high: true), "The chip is being closed.");
    }

    [Fact]
    public void WhateverTheDriverThrows_StaysInTheChip()
    {
        var chip = new ExpanderChip(new ExpanderAddress(ExpanderKind.Mcp23017, "/dev/i2c-1", 0x20), 1, 1,
            _ => throw new InvalidOperationException("a driver that fails"), _reports.Add);

        chip.Serve(look: false);

        Assert.Contains("a driver that fails", chip.Error, StringComparison.Ordinal);
    }

    private void Start(params ushort[] lines)
    {
        foreach (ushort line in lines)
            Assert.True(_chip.TryTake(line, high: true));
        _chip.Serve(look: false);
        _wire.Forget();
    }
}
