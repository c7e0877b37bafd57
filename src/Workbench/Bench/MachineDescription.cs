using System.Runtime.InteropServices;

namespace EdgeVision.Workbench.Bench;

/// <summary>Where something was measured: a time means nothing without it.</summary>
/// <param name="Processor">Its name as the kernel tells.</param>
/// <param name="Processors">How many this process may use.</param>
internal sealed record MachineDescription(string Processor, int Processors, string Runtime, string System)
{
    /// <summary>This machine.</summary>
    public static MachineDescription Read() =>
        new(NameOfProcessor(), Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);

    /// <summary>For people.</summary>
    public override string ToString() => $"{Processor}, {Processors} processors, {Runtime}, {System}";

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
