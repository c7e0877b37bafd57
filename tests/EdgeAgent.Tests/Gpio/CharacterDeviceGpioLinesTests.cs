using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

public sealed class CharacterDeviceGpioLinesTests
{
    private readonly FakeGpioKernel _kernel = new();
    private readonly FakeGpioChip _header = new("gpiochip0", "pinctrl-rp1", "ID_SDA", "GPIO17", "");
    private readonly FakeGpioChip _expander = new("gpiochip11", "pcf8574", "RELAY", "GPIO18");
    private readonly CharacterDeviceGpioLines _lines;

    public CharacterDeviceGpioLinesTests()
    {
        _kernel.Chips["/dev/gpiochip0"] = _header;
        _kernel.Chips["/dev/gpiochip11"] = _expander;
        _lines = new CharacterDeviceGpioLines(_kernel);
    }

    [Theory]
    [InlineData("pinctrl-rp1", "GPIO17")]
    [InlineData("pinctrl-rp1", "1")]
    [InlineData("gpiochip0", "1")]
    [InlineData("/dev/gpiochip0", "GPIO17")]
    [InlineData(null, "GPIO17")]
    public void Finds_ALineByChipAndName(string? chip, string line)
    {
        using IGpioOutput output = Request(chip, line);

        Assert.Equal("pinctrl-rp1 line 1 (GPIO17)", output.Description);
        Assert.Equal("edgevision", _header.Lines[1].Holder);
        Assert.Equal([false], _header.Lines[1].Voltages);
    }

    [Theory]
    [InlineData(false, false, false, true, false)]
    [InlineData(false, true, true, true, false)]
    [InlineData(true, false, true, false, true)]
    [InlineData(true, true, false, false, true)]
    public void Drives_TheVoltageThatActiveMeans_WithoutAGlitch(bool activeLow, bool initially, bool first, bool whenActive, bool whenInactive)
    {
        using IGpioOutput output = Request("pinctrl-rp1", "2", activeLow, initially);

        output.Set(true);
        output.Set(false);

        Assert.Equal([first, whenActive, whenInactive], _header.Lines[2].Voltages);
    }

    [Fact]
    public void Closes_EverythingItOpened()
    {
        IGpioOutput output = Request(null, "RELAY");
        Assert.Equal(1, _kernel.OpenCount);

        output.Dispose();

        Assert.Equal(0, _kernel.OpenCount);
        Assert.Throws<ObjectDisposedException>(() => output.Set(true));
    }

    [Fact]
    public void NamesTheHolder_OfALineThatIsTaken()
    {
        _header.Lines[1].Holder = "w1 bus";

        string words = Refusal("pinctrl-rp1", "GPIO17");

        Assert.Equal("pinctrl-rp1 line 1 (GPIO17) is held by “w1 bus”; stop that program or choose another line.", words);
        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void ListsTheChips_WhenTheWantedOneIsAbsent()
    {
        string words = Refusal("pinctrl-bcm2711", "GPIO17");

        Assert.Equal("There is no GPIO chip “pinctrl-bcm2711”; this machine has gpiochip0 (pinctrl-rp1, 3 lines), gpiochip11 (pcf8574, 2 lines).", words);
    }

    [Fact]
    public void ListsThePaths_WhenTheWantedOneIsAbsent() =>
        Assert.Equal("There is no /dev/gpiochip4. There are: /dev/gpiochip0, /dev/gpiochip11.", Refusal("/dev/gpiochip4", "1"));

    [Fact]
    public void SaysSo_WhenTheMachineHasNoChips()
    {
        _kernel.Chips.Clear();

        Assert.Equal("There is no GPIO chip “pinctrl-rp1”; this machine has no chip that can be opened.", Refusal("pinctrl-rp1", "1"));
    }

    [Theory]
    [InlineData("gpio", "“gpio”")]
    [InlineData("dialout", "usermod -aG dialout")]
    [InlineData("root", "udev rule")]
    [InlineData(null, "the group that owns it")]
    public void SaysWhichGroup_WhenPermissionIsMissing(string? group, string expected)
    {
        _kernel.Group = group;
        _header.OpenError = Errno.EACCES;

        Assert.Contains(expected, Refusal("pinctrl-rp1", "GPIO17"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_AnUnknownLine() =>
        Assert.StartsWith("No GPIO line is named “GPIO99” on pcf8574;", Refusal("pcf8574", "GPIO99"), StringComparison.Ordinal);

    [Fact]
    public void Rejects_ANumberBeyondTheChip() => Assert.Equal("pcf8574 has no line 2; its lines are 0 to 1.", Refusal("pcf8574", "2"));

    [Theory]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("")]
    public void Rejects_WhatIsNeitherNameNorNumber(string line)
    {
        _header.Lines[2].Holder = null;

        Assert.Contains("GPIO line", Refusal("pcf8574", line), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ANumberWithoutAChip() =>
        Assert.StartsWith("GPIO line 1 is given by number without its chip;", Refusal(null, "1"), StringComparison.Ordinal);

    [Fact]
    public void Rejects_ANameThatSeveralLinesHave()
    {
        _kernel.Chips["/dev/gpiochip12"] = new FakeGpioChip("gpiochip12", "other", "RELAY");

        string words = Refusal(null, "RELAY");

        Assert.Contains("gpiochip11 (pcf8574) line 0, gpiochip12 (other) line 0", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ALabelThatSeveralChipsHave()
    {
        _kernel.Chips["/dev/gpiochip12"] = new FakeGpioChip("gpiochip12", "pcf8574", "RELAY");

        Assert.StartsWith("Several GPIO chips are labelled “pcf8574”", Refusal("pcf8574", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_AChipWithTwoPathsOnce()
    {
        _kernel.Chips["/dev/gpiochip4"] = _header;

        using IGpioOutput output = Request("pinctrl-rp1", "GPIO17");

        Assert.Equal("pinctrl-rp1 line 1 (GPIO17)", output.Description);
    }

    [Fact]
    public void SaysSo_WhenTheKernelIsTooOld()
    {
        _kernel.DescriptionError = Errno.ENOTTY;

        Assert.Contains("Linux 5.10", Refusal("pinctrl-rp1", "GPIO17"), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysSo_WhenTheChipVanishes()
    {
        using IGpioOutput output = Request("pcf8574", "RELAY");
        _expander.Gone = true;

        GpioException error = Assert.Throws<GpioException>(() => output.Set(true));

        Assert.Equal("pcf8574 line 0 (RELAY) is gone: its chip has been unplugged or its driver removed.", error.Message);
    }

    [Fact]
    public void Cuts_AConsumerThatIsTooLongAtAWholeLetter()
    {
        using IGpioOutput output = _lines.RequestOutput(new GpioOutputRequest("pcf8574", "RELAY", false, false, new string('ä', 40)));

        Assert.Equal(new string('ä', 15), _expander.Lines[0].Holder);
    }

    [Fact]
    public void Answers_OnThisMachine_WithAChipOrASentence()
    {
        var lines = new CharacterDeviceGpioLines();

        GpioException error = Assert.Throws<GpioException>(() => lines.RequestOutput(new GpioOutputRequest("no-such-chip", "0", false, false, "test")));

        Assert.StartsWith("There is no GPIO chip “no-such-chip”; this machine has ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_AFileThatIsNoChip()
    {
        var lines = new CharacterDeviceGpioLines();

        GpioException error = Assert.Throws<GpioException>(() => lines.RequestOutput(new GpioOutputRequest("/dev/null", "0", false, false, "test")));

        Assert.StartsWith("/dev/null is no GPIO chip.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_TheGroupOfAFile() => Assert.Equal("root", new GpioKernel().GroupOf("/dev"));

    private IGpioOutput Request(string? chip, string line, bool activeLow = false, bool initially = false) =>
        _lines.RequestOutput(new GpioOutputRequest(chip, line, activeLow, initially, "edgevision"));

    private string Refusal(string? chip, string line) => Assert.Throws<GpioException>(() => Request(chip, line)).Message;
}
