using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Gpio.Expanders;

public sealed class ExclusiveI2cDeviceTests
{
    [Fact]
    public void ABusThatIsNotThere_IsNamed()
    {
        var error = Assert.Throws<IOException>(() => ExclusiveI2cDevice.Open("/dev/i2c-250", 0x20));

        Assert.StartsWith("there is no /dev/i2c-250; there are: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoBus_IsRefused()
    {
        var error = Assert.Throws<IOException>(() => ExclusiveI2cDevice.Open("/dev/null", 0x20));

        Assert.Equal("/dev/null is no I²C bus; they are called /dev/i2c-1 and so on.", error.Message);
    }

    [Fact]
    public void AnAddressHasOneHolder_OthersOfTheBusAreFree()
    {
        using var folder = new TemporaryFolder();
        string bus = folder.PathTo("i2c-1");
        File.WriteAllText(bus, "");
        using GpioDescriptor held = ExclusiveI2cDevice.Lock(bus, 0x20);

        var error = Assert.Throws<IOException>(() => ExclusiveI2cDevice.Lock(bus, 0x20));
        ExclusiveI2cDevice.Lock(bus, 0x21).Dispose();
        held.Dispose();
        ExclusiveI2cDevice.Lock(bus, 0x20).Dispose();

        Assert.Equal($"address 0x20 of {bus} is held by another edgevision; stop that one first.", error.Message);
    }

    [Fact]
    public void ACharacterDevice_CanBeLocked()
    {
        using GpioDescriptor held = ExclusiveI2cDevice.Lock("/dev/null", 0x7f);

        Assert.Throws<IOException>(() => ExclusiveI2cDevice.Lock("/dev/null", 0x7f));
    }

    [Theory]
    [InlineData(121, "nothing answers there")]
    [InlineData(6, "nothing answers there")]
    [InlineData(95, "the bus speaks SMBus alone")]
    [InlineData(110, "a transfer failed: Connection timed out (errno 110).")]
    public void AFailedTransfer_IsSaidInWords(int errno, string words) =>
        Assert.StartsWith(words, ExclusiveI2cDevice.Failure(errno).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "/dev/i2c-1")]
    [InlineData("i2c-11", "/dev/i2c-11")]
    [InlineData("/dev/i2c-relays", "/dev/i2c-relays")]
    public void ABusIsWrittenAsANumberOrAPath(string written, string path) => Assert.Equal(path, I2cBusPath.From(written));

    [Theory]
    [InlineData("0x20", 0x20)]
    [InlineData("0X3F", 0x3f)]
    [InlineData("0x80", -1)]
    [InlineData("0x0", -1)]
    [InlineData("32", -1)]
    [InlineData("0x", -1)]
    [InlineData("0xfffffffff", -1)]
    [InlineData("", -1)]
    [InlineData(null, -1)]
    public void AnAddressIsHexadecimal(string? written, int address) => Assert.Equal(address, I2cBusPath.ParseAddress(written));
}
