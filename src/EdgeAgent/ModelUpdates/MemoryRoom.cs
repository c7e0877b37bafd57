using System.Globalization;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>Whether there is memory for another model beside the one in use.</summary>
internal static class MemoryRoom
{
    // What it costs beyond its weights: the reader's tables, the planner's, activations of the larger networks.
    private const long Overhead = 64L << 20;

    // Weights as they are mapped from the file, once more while they are laid out for the kernels, and laid out.
    private const int Copies = 3;

    /// <summary>Refuses a model that would make the system look for memory elsewhere.</summary>
    /// <param name="modelBytes">Of its files.</param>
    /// <param name="available">Bytes there are; <see langword="null"/>: nobody knows, and the model is not refused.</param>
    /// <exception cref="UpdateException">There is too little.</exception>
    public static void Require(long modelBytes, long? available)
    {
        long needed = Overhead + (Copies * modelBytes);
        if (available < needed)
        {
            throw new UpdateException(UpdateReason.NoMemory, string.Create(
                CultureInfo.InvariantCulture,
                $"It may need {needed >> 20} MB beside the model in use, and {available >> 20} MB are free; use a smaller model, or free memory."));
        }
    }

    /// <summary>Bytes that a process here can still have, by the system's and its control group's count; <see langword="null"/>: nobody tells.</summary>
    public static long? Available() => Smaller(OfSystem("/proc/meminfo"), OfControlGroup("/proc/self/cgroup", "/sys/fs/cgroup"));

    internal static long? OfSystem(string meminfo)
    {
        const string Field = "MemAvailable:";
        string? line = TryReadLines(meminfo).FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is not null && long.TryParse(
            line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out long kilobytes)
            ? kilobytes << 10
            : null;
    }

    /// <summary>Of the group itself; groups around it that leave less are not looked at, as systemd sets limits on the service's own.</summary>
    internal static long? OfControlGroup(string membership, string root)
    {
        string? line = TryReadLines(membership).FirstOrDefault(static line => line.StartsWith("0::/", StringComparison.Ordinal));
        if (line is null)
            return null;

        string group = Path.Combine(root, line["0::/".Length..]);
        long? limit = TryReadNumber(Path.Combine(group, "memory.max"));
        long? used = TryReadNumber(Path.Combine(group, "memory.current"));
        return limit is null || used is null ? null : Math.Max(0, limit.Value - used.Value);
    }

    private static long? Smaller(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

    private static long? TryReadNumber(string path) =>
        TryReadLines(path) is [string line, ..] && long.TryParse(line, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string[] TryReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
