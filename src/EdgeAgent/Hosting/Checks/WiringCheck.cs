using System.Globalization;
using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Hosting.Checks;

/// <summary>Whether the GPIO chips, I²C buses and PWM chips that are named by number or path are there, without opening one. All are tried again until they are, so it warns.</summary>
/// <param name="devices">Where device files are.</param>
internal sealed class WiringCheck(EdgeVisionOptions options, ConfigurationFindings findings, string devices = "/dev", string pwmChips = "/sys/class/pwm")
{
    private const string ChipName = "gpiochip";
    private const string BusName = "i2c-";

    /// <summary>Reports everything.</summary>
    public void Check()
    {
        for (int i = 0; i < options.Inputs.Count; i++)
            CheckChip(options.Inputs[i].Chip, $"$.inputs[{i}].chip");
        for (int i = 0; i < options.Outputs.Count; i++)
        {
            CheckChip(options.Outputs[i].Chip, $"$.outputs[{i}].chip");
            CheckBus(options.Outputs[i].Bus, $"$.outputs[{i}].bus");
        }

        CheckBus(options.Display?.Bus, "$.display.bus");
        if (options.Buzzer is { } buzzer)
            Require(Path.Combine(pwmChips, string.Create(CultureInfo.InvariantCulture, $"pwmchip{buzzer.Chip}")), "$.buzzer.chip", "switch PWM on, for example by an overlay in config.txt, or name another chip.");
    }

    /// <summary>A label is found on the chip alone, so only names and paths are looked at.</summary>
    private void CheckChip(string? chip, string path)
    {
        if (chip is not null && PathOf(chip, ChipName) is string file)
            Require(file, path, "'ls /dev/gpiochip*' lists those there are.");
    }

    private void CheckBus(string? bus, string path)
    {
        if (bus is null)
            return;

        string name = bus.All(char.IsAsciiDigit) ? BusName + bus : bus;
        if (PathOf(name, BusName) is string file)
            Require(file, path, "switch I²C on, for example by dtparam=i2c_arm=on in config.txt, or name another bus.");
    }

    private string? PathOf(string name, string beginning) =>
        name.StartsWith('/') ? name : name.StartsWith(beginning, StringComparison.Ordinal) ? Path.Combine(devices, name) : null;

    private void Require(string file, string path, string wayOut)
    {
        if (!Path.Exists(file))
            findings.Warning(path, $"{file} is not there now; {wayOut}");
    }
}
