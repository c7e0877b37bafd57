using System.Globalization;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A line of the simulated chip, seen from outside: by whoever the wire leads to, while a process drives it.</summary>
internal sealed record GpioLine(int Offset)
{
    /// <summary>The chip, as a configuration names it.</summary>
    public const string Chip = "/dev/gpio-sim-vm";

    /// <summary>Lines of the chip.</summary>
    public const int Count = 32;

    /// <summary>0 or 1.</summary>
    public int Level => int.Parse(File.ReadAllText($"/run/gpio-sim/vm/sim_gpio{Offset}/value"), CultureInfo.InvariantCulture);

    /// <summary>What pulls it: pull-up or pull-down.</summary>
    public string Pulled => File.ReadAllText($"/run/gpio-sim/vm/sim_gpio{Offset}/pull").Trim();

    /// <summary>Gives it a level from outside, which an input reads.</summary>
    public void Pull(int level) => File.WriteAllText($"/run/gpio-sim/vm/sim_gpio{Offset}/pull", level == 1 ? "pull-up" : "pull-down");

    /// <summary>Waits until the line has a level, and tells how long that took.</summary>
    public TimeSpan WaitFor(int level, TimeSpan limit) =>
        Eventually.True(() => Level == level, limit, () => $"line {Offset} is at {Level}, not {level}; {Service.Status}");
}
