using System.Runtime.InteropServices;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>Where something was measured: a time means nothing without it.</summary>
/// <param name="Processor">Its name as the kernel tells.</param>
/// <param name="Processors">How many this process may use.</param>
/// <param name="PeakOfCore">10⁹ multiply-adds a second of one core: <see cref="MultiplyAddPeak"/>.</param>
internal sealed record MachineDescription(string Processor, int Processors, string Runtime, string System, double PeakOfCore)
{
    /// <summary>This machine; measures its peak.</summary>
    public static MachineDescription Measure() =>
        new(NameOfProcessor(), Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, MultiplyAddPeak.Measure());

    /// <summary>10⁹ multiply-adds a second that <paramref name="threads"/> threads can do at most: that of one, times the cores they can have.</summary>
    public double PeakOf(int threads) => PeakOfCore * Math.Min(threads, Processors);

    // x86 has a name a core; on arm64 the board's name says more.
    private static string NameOfProcessor()
    {
        const string Cores = "/proc/cpuinfo", Board = "/proc/device-tree/model";
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (File.ReadLines(Cores).FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line)
            return $"{line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()} ({architecture})";
        return File.Exists(Board) ? $"{File.ReadAllText(Board).TrimEnd('\0')} ({architecture})" : architecture;
    }
}
