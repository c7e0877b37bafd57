using System.Globalization;

namespace EdgeVision.Workbench.Bench;

/// <summary>Memory of this process that is in RAM, as the kernel counts it.</summary>
/// <param name="Bytes">Now (VmRSS).</param>
/// <param name="PeakBytes">At most so far (VmHWM).</param>
internal sealed record ResidentMemory(long Bytes, long PeakBytes)
{
    /// <summary>Reads <c>/proc/self/status</c>.</summary>
    public static ResidentMemory OfThisProcess() => Parse(File.ReadLines("/proc/self/status"));

    /// <summary>The two lines of a <c>/proc/*/status</c>, each "name: number kB".</summary>
    /// <exception cref="FormatException">One is missing or holds no number.</exception>
    public static ResidentMemory Parse(IEnumerable<string> status)
    {
        Dictionary<string, string> lines = status.Select(static line => line.Split(':', 2)).Where(static parts => parts.Length == 2)
            .ToDictionary(static parts => parts[0], static parts => parts[1]);
        return new ResidentMemory(Kilobytes("VmRSS") * 1024, Kilobytes("VmHWM") * 1024);

        long Kilobytes(string name) => lines.TryGetValue(name, out string? text)
            ? long.Parse(text.Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : throw new FormatException($"The kernel's status of the process has no line {name}.");
    }
}
