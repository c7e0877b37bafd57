using System.Globalization;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A GPIO chip beside the machine's own, of gpio-sim in configfs, that can be pulled out and put back.</summary>
internal sealed class SimulatedChip : IDisposable
{
    private const string Root = "/sys/kernel/config/gpio-sim";

    private readonly string _folder;
    private readonly string _bank;

    /// <summary>Puts it in, with lines that have names; an empty name is none.</summary>
    /// <param name="name">The chip's label is this and <c>-gpio</c>.</param>
    public SimulatedChip(string name, params string[] lines)
    {
        _folder = Path.Combine(Root, name);
        _bank = Path.Combine(_folder, "bank0");
        Label = $"{name}-gpio";
        Directory.CreateDirectory(_bank);
        File.WriteAllText(Path.Combine(_bank, "num_lines"), lines.Length.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(_bank, "label"), Label);
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line].Length == 0)
                continue;
            string folder = Path.Combine(_bank, $"line{line}");
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "name"), lines[line]);
        }

        PlugIn();
    }

    /// <summary>What the hardware is called, wherever it is plugged in.</summary>
    public string Label { get; }

    /// <summary>gpiochip1 …: the next free number, each time it is plugged in.</summary>
    public string Name => File.ReadAllText(Path.Combine(_bank, "chip_name")).Trim();

    /// <summary>Its device node.</summary>
    public string DevicePath => $"/dev/{Name}";

    /// <summary>Pulls it out, whoever holds its lines.</summary>
    public void Unplug() => File.WriteAllText(Path.Combine(_folder, "live"), "0");

    /// <summary>Puts it in, and waits until udev has given it to its group.</summary>
    public void PlugIn()
    {
        File.WriteAllText(Path.Combine(_folder, "live"), "1");
        Shell.Run("udevadm", "settle");
    }

    /// <summary>0 or 1, seen from outside.</summary>
    public int LevelOf(int line) => int.Parse(File.ReadAllText(Attribute(line, "value")), CultureInfo.InvariantCulture);

    /// <summary>Gives a line a level from outside, which an input reads.</summary>
    public void Pull(int line, int level) => File.WriteAllText(Attribute(line, "pull"), level == 1 ? "pull-up" : "pull-down");

    /// <summary>Waits until a line has a level, and tells how long that took.</summary>
    public TimeSpan WaitFor(int line, int level, TimeSpan limit) =>
        Eventually.True(() => LevelOf(line) == level, limit, () => $"{Label} line {line} is at {LevelOf(line)}, not {level}; {Service.Status}");

    /// <inheritdoc/>
    public void Dispose()
    {
        Unplug();
        // configfs wants its folders removed one by one; the files in them are its own.
        foreach (string line in Directory.GetDirectories(_bank))
            Shell.Run("rmdir", line);
        Shell.Run("rmdir", _bank, _folder);
    }

    private string Attribute(int line, string name) =>
        $"/sys/devices/platform/{File.ReadAllText(Path.Combine(_folder, "dev_name")).Trim()}/{Name}/sim_gpio{line}/{name}";
}
