using System.Device.I2c;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;

namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

/// <summary>What goes over the wire, byte by byte.</summary>
public sealed class ExpanderRegistersTests
{
    [Theory]
    [InlineData(0b0000_1111, 0b0000_1111, "w ff")] // an active-low relay board: nothing ever goes low
    [InlineData(0b0000_1111, 0b0000_0000, "w f0")]
    [InlineData(0b1000_0001, 0b1000_0000, "w fe")]
    public void Pcf8574_TakesTheLevelsOfAllLines_InTheFirstByte(int lines, int levels, string transfer)
    {
        var wire = new FakePcf857x(1);
        using I2cDevice device = wire.Open();

        new Pcf857xRegisters(1).Start(device, (ushort)lines, (ushort)levels);

        Assert.Equal([transfer], wire.Transfers);
    }

    [Fact]
    public void Pcf8575_TakesBothPorts_InOneTransfer()
    {
        var wire = new FakePcf857x(2);
        using I2cDevice device = wire.Open();

        new Pcf857xRegisters(2).Start(device, 0x8001, 0x8000);

        Assert.Equal(["w fe ff"], wire.Transfers);
        Assert.Equal(["0111111111111111"], wire.Pins);
    }

    [Fact]
    public void Pcf8574_IsFoundReset_WhenALineItPulledDownIsUp()
    {
        var wire = new FakePcf857x(1);
        using I2cDevice device = wire.Open();
        var registers = new Pcf857xRegisters(1);
        registers.Start(device, 0b11, 0b01);
        Assert.True(registers.Keeps(device, 0b11, 0b01));

        wire.LosePower();

        Assert.False(registers.Keeps(device, 0b11, 0b01));
    }

    [Fact]
    public void Mcp23017_HasItsLatches_BeforeALineBecomesAnOutput()
    {
        var wire = new FakeMcp23017();
        using I2cDevice device = wire.Open();

        new Mcp230xxRegisters(2).Start(device, 0x8003, 0x8002);

        Assert.Equal(["r 05 1", "r 14 2", "w 14 02 80", "r 14 2", "w 00 fc 7f"], wire.Transfers);
        Assert.Equal(["iiiiiiiiiiiiiiii", "01iiiiiiiiiiiii1"], wire.Pins);
    }

    [Fact]
    public void Mcp23017_LeavesLinesNobodyHasAnyMore_AtTheirLevelUntilTheyAreInputs()
    {
        var wire = new FakeMcp23017();
        using I2cDevice device = wire.Open();
        var registers = new Mcp230xxRegisters(2);
        registers.Start(device, 0b11, 0b11);
        wire.Forget();

        registers.Start(device, 0b01, 0b01);

        Assert.Equal(["11iiiiiiiiiiiiii", "1iiiiiiiiiiiiiii"], wire.Pins);
    }

    [Theory]
    [InlineData(0x8003, 0x8002)]
    [InlineData(0xFFFF, 0x8000)]
    [InlineData(0xFFFF, 0xFFFF)]
    public void Mcp23017_WhoseRegistersAreInBanks_IsTurnedRoundWithoutTouchingALevel(int lines, int levels)
    {
        var wire = new FakeMcp23017 { IsBanked = true };
        using I2cDevice device = wire.Open();
        var registers = new Mcp230xxRegisters(2);

        registers.Start(device, (ushort)lines, (ushort)levels);

        Assert.Equal("w 05 00", wire.Transfers[1]);
        Assert.Equal(2, wire.Pins.Length);
        Assert.True(registers.Keeps(device, (ushort)lines, (ushort)levels));
    }

    [Fact]
    public void Mcp23017_ThatKeepsNothing_GetsNoOutputs()
    {
        var wire = new FakeMcp23017 { IsBroken = true };
        using I2cDevice device = wire.Open();

        var error = Assert.Throws<GpioException>(() => new Mcp230xxRegisters(2).Start(device, 1, 1));

        Assert.Contains("latches", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wire.Transfers, transfer => transfer.StartsWith("w 00", StringComparison.Ordinal));
    }

    [Fact]
    public void Mcp23008_HasRegistersOfOneByte()
    {
        var transfers = new FakeMcp23017();
        using I2cDevice device = transfers.Open();

        new Mcp230xxRegisters(1).Write(device, 0b11, 0b10);

        Assert.Equal(["w 0a 02"], transfers.Transfers);
    }

    [Fact]
    public void Mcp23017_IsFoundReset_AfterALossOfPower()
    {
        var wire = new FakeMcp23017();
        using I2cDevice device = wire.Open();
        var registers = new Mcp230xxRegisters(2);
        registers.Start(device, 0b11, 0b00);
        Assert.True(registers.Keeps(device, 0b11, 0b00));

        wire.LosePower();

        Assert.False(registers.Keeps(device, 0b11, 0b00));
    }
}
