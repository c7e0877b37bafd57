using EdgeVision.Workbench.Bench.Daemon;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

/// <summary>A trial of four frames whose figures are easy to work out.</summary>
internal static class Trials
{
    /// <summary>Two seconds at two frames a second.</summary>
    public static DaemonTrial Trial { get; } = new(2, TrialWork.Network, TimeSpan.FromSeconds(2), BrokerPort: 1883);

    /// <summary>Frames 11 to 14, of which the network takes 10 ms each and the rest 1, 2, 3 and 4 ms.</summary>
    public static TrialLog Log { get; } = new(
        [.. Enumerable.Range(1, 4).Select(static i => new FrameTimes(10 + i, Milliseconds(500 * i), Milliseconds((500 * i) + 10 + i), Milliseconds(10)))],
        Dropped: 3,
        TimeSpan.FromSeconds(2),
        new ProcessUse(Milliseconds(100), AllocatedBytes: 600, StorageBytes: 4096, WrittenBytes: 5000),
        NetworkProcessor: Milliseconds(40));

    public static TimeSpan Milliseconds(double count) => TimeSpan.FromMilliseconds(count);
}
