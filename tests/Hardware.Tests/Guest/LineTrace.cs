using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Every level that a program drives onto a line, as the kernel's tracer notes it: also one that lasts no longer than the program.</summary>
internal sealed partial class LineTrace : IDisposable
{
    private const string Tracer = "/sys/kernel/tracing";

    private readonly string _number;

    /// <summary>Begins now.</summary>
    public LineTrace(GpioLine line)
    {
        if (!Directory.Exists($"{Tracer}/events"))
            Shell.Run("mount", "-t", "tracefs", "none", Tracer);
        string chip = Path.GetFileName(File.ResolveLinkTarget(GpioLine.Chip, returnFinalTarget: true)!.FullName);
        Match first = FirstNumber().Match(File.ReadAllLines("/sys/kernel/debug/gpio").First(words => words.StartsWith($"{chip}:", StringComparison.Ordinal)));
        _number = (int.Parse(first.Groups[1].Value, CultureInfo.InvariantCulture) + line.Offset).ToString(CultureInfo.InvariantCulture);
        // The clock of Stopwatch.
        File.WriteAllText($"{Tracer}/trace_clock", "mono");
        File.WriteAllText($"{Tracer}/trace", "");
        File.WriteAllText($"{Tracer}/events/gpio/gpio_value/enable", "1");
    }

    /// <summary>What was driven: when, on the clock of <see cref="Stopwatch"/>, and 0 or 1.</summary>
    public IReadOnlyList<(TimeSpan At, int Level)> Driven =>
    [
        .. Line().Matches(File.ReadAllText($"{Tracer}/trace")).Where(match => match.Groups["number"].Value == _number).Select(match =>
            (TimeSpan.FromSeconds(Number(match, "at")), (int)Number(match, "level"))),
    ];

    /// <inheritdoc/>
    public void Dispose() => File.WriteAllText($"{Tracer}/events/gpio/gpio_value/enable", "0");

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"GPIOs (\d+)-")]
    private static partial Regex FirstNumber();

    [GeneratedRegex(@"(?<at>[\d.]+): gpio_value: (?<number>\d+) set (?<level>[01])")]
    private static partial Regex Line();
}
