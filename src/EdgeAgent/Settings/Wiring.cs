using System.Globalization;

namespace EdgeVision.EdgeAgent.Settings;

/// <summary>
/// Whether GPIO chips, I²C buses and PWM chips that settings name by number or path are there, without opening one. All are tried again until they are, so it
/// warns.
/// </summary>
/// <param name="devices">Where device files are.</param>
/// <param name="pwmChips">Where the kernel has a folder for each PWM chip.</param>
internal sealed class Wiring(IFindings findings, string devices = "/dev", string pwmChips = "/sys/class/pwm")
{
    private const string ChipName = "gpiochip";
    private const string BusName = "i2c-";

    /// <summary>Looks for a GPIO chip. A label is found on the chip alone, so only names and paths are looked at.</summary>
    /// <param name="chip">As a setting has it; <see langword="null"/>: none.</param>
    /// <param name="path">The setting's JSON path.</param>
    public void CheckChip(string? chip, string path)
    {
        if (chip is not null && PathOf(chip, ChipName) is string file)
            Require(file, path, "'ls /dev/gpiochip*' lists those there are.");
    }

    /// <summary>Looks for an I²C bus.</summary>
    /// <param name="bus">As a setting has it; <see langword="null"/>: none.</param>
    /// <param name="path">The setting's JSON path.</param>
    public void CheckBus(string? bus, string path)
    {
        if (bus is null)
            return;

        string name = bus.All(char.IsAsciiDigit) ? BusName + bus : bus;
        if (PathOf(name, BusName) is string file)
            Require(file, path, "switch I²C on, for example by dtparam=i2c_arm=on in config.txt, or name another bus.");
    }

    /// <summary>Looks for a PWM chip.</summary>
    /// <param name="path">The setting's JSON path.</param>
    public void CheckPwm(int chip, string path) => Require(
        Path.Combine(pwmChips, string.Create(CultureInfo.InvariantCulture, $"pwmchip{chip}")),
        path,
        "switch PWM on, for example by an overlay in config.txt, or name another chip.");

    private string? PathOf(string name, string beginning) =>
        name.StartsWith('/') ? name : name.StartsWith(beginning, StringComparison.Ordinal) ? Path.Combine(devices, name) : null;

    private void Require(string file, string path, string wayOut)
    {
        if (!Path.Exists(file))
            findings.Warning(path, $"{file} is not there now; {wayOut}");
    }
}
