using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting.Checks;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.Outputs.Buzzer;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Hosting.Checks;

public sealed class WiringTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WarnsOfChipsAndBusesThatAreNotThere()
    {
        const string busWayOut = "switch I²C on, for example by dtparam=i2c_arm=on in config.txt, or name another bus.";

        string[] findings = Find();

        Assert.Equal(
            [
                $"$.inputs[0].chip: {_folder.PathTo("gpiochip0")} is not there now; 'ls /dev/gpiochip*' lists those there are.",
                "$.outputs[1].chip: /no/such/chip is not there now; 'ls /dev/gpiochip*' lists those there are.",
                $"$.outputs[2].bus: {_folder.PathTo("i2c-1")} is not there now; {busWayOut}",
                $"$.display.bus: {_folder.PathTo("i2c-1")} is not there now; {busWayOut}",
                $"$.buzzer.chip: {_folder.PathTo("pwmchip0")} is not there now; switch PWM on, for example by an overlay in config.txt, or name another chip.",
            ],
            findings);
    }

    [Fact]
    public void FindsNothing_WhereTheyAre()
    {
        foreach (string name in (string[])["gpiochip0", "i2c-1", "pwmchip0"])
            File.WriteAllText(_folder.PathTo(name), "");

        Assert.StartsWith("$.outputs[1].chip", Assert.Single(Find()), StringComparison.Ordinal);
    }

    private string[] Find()
    {
        var options = new EdgeVisionOptions
        {
            Inputs = [new InputOptions { Name = "i", Chip = "gpiochip0", Line = "4" }],
            Outputs =
            [
                new OutputOptions { Name = "labelled", Chip = "pinctrl-rp1", Line = "4", Rule = "r" },
                new OutputOptions { Name = "by path", Chip = "/no/such/chip", Line = "4", Rule = "r" },
                new OutputOptions { Name = "relay", Driver = OutputDriver.Pcf8574, Bus = "1", Address = "0x20", Line = "4", Rule = "r" },
            ],
            Display = new DisplayOptions { Kind = DisplayKind.Lcd1602, Bus = "i2c-1" },
            Buzzer = new BuzzerOptions { Rule = "r" },
        };
        var findings = new ConfigurationFindings(options.OriginOf);
        ConfigurationCheck.CheckWiring(options, findings, new Wiring(findings, _folder.Path, _folder.Path));
        Assert.DoesNotContain(findings.All, static finding => finding.IsError);
        return [.. findings.All.Select(static finding => $"{finding.Path}: {finding.Message}")];
    }
}
