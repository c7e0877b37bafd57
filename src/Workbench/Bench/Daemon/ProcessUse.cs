namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>What this process has used since its start, or between two moments.</summary>
/// <param name="Processor">Time of all threads on a processor, in the program and in the kernel for it.</param>
/// <param name="AllocatedBytes">Managed memory of all threads.</param>
/// <param name="StorageBytes">
/// Bytes it made the storage layer write (<c>write_bytes</c>): pages of files on a disk or card that it made dirty.
/// <see langword="null"/>: this kernel does not count.
/// </param>
/// <param name="WrittenBytes">
/// Bytes of its write calls (<c>wchar</c>), which also count pipes, sockets, terminals and files in memory, and wear no card.
/// <see langword="null"/>: this kernel does not count.
/// </param>
internal readonly record struct ProcessUse(TimeSpan Processor, long AllocatedBytes, long? StorageBytes, long? WrittenBytes)
{
    private const string Counters = "/proc/self/io";

    /// <summary>Up to now, at the beginning of what is measured: what reading costs is not in it.</summary>
    public static ProcessUse AtBeginning()
    {
        (long? storage, long? written) = ReadCounters();
        return new ProcessUse(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), storage, written);
    }

    /// <summary>Up to now, at the end of what is measured: what reading costs comes after.</summary>
    public static ProcessUse AtEnd()
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        (long? storage, long? written) = ReadCounters();
        return new ProcessUse(processor, allocated, storage, written);
    }

    /// <summary>What was used since <paramref name="beginning"/>.</summary>
    public ProcessUse Since(in ProcessUse beginning) => new(
        Processor - beginning.Processor, AllocatedBytes - beginning.AllocatedBytes, StorageBytes - beginning.StorageBytes,
        WrittenBytes - beginning.WrittenBytes);

    /// <summary>A line "name: number" of a <c>/proc/*/io</c>.</summary>
    internal static long? Counter(IEnumerable<string> lines, string name)
    {
        string start = $"{name}: ";
        return lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) is { } line
            && long.TryParse(line.AsSpan(start.Length), System.Globalization.CultureInfo.InvariantCulture, out long count) ? count : null;
    }

    // Kernels without task I/O accounting have no such file, and a hardened one may keep it from us.
    private static (long? Storage, long? Written) ReadCounters()
    {
        try
        {
            string[] lines = File.ReadAllLines(Counters);
            return (Counter(lines, "write_bytes"), Counter(lines, "wchar"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, null);
        }
    }
}
