using EdgeVision.Workbench.Bench.Daemon;
using static EdgeVision.Workbench.Tests.Bench.Daemon.Trials;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

public sealed class TrialResultTests
{
    private static readonly Dictionary<long, TimeSpan> s_arrivals = new() { [11] = Milliseconds(516), [13] = Milliseconds(1518), [99] = Milliseconds(1) };

    [Fact]
    public void TakesTheNetworksRunOffTheTimeFromCapture()
    {
        TrialResult result = new(Trial, Log, s_arrivals);

        Assert.Equal([Milliseconds(1), Milliseconds(2), Milliseconds(3), Milliseconds(4)], result.Published.Sorted);
        Assert.Equal([Milliseconds(6), Milliseconds(8)], result.Received!.Sorted);
    }

    [Fact]
    public void ReceivesNothingWithoutABroker() => Assert.Null(new TrialResult(Trial, Log, new Dictionary<long, TimeSpan>()).Received);

    // 600 bytes in 4 frames; 4096 bytes in 2 s; 100 ms and 100 - 40 ms of 2 s.
    [Fact]
    public void DividesWhatTheProcessUsed()
    {
        TrialResult result = new(Trial, Log, s_arrivals);

        Assert.Equal(150.0, result.AllocatedBytesPerFrame);
        Assert.Equal(7_372_800.0, result.StorageBytesPerHour);
        Assert.Equal(0.05, result.ProcessorShare, 9);
        Assert.Equal(0.03, result.OwnProcessorShare, 9);
    }

    [Fact]
    public void KnowsNoWritesWhereTheKernelDoesNotCount() =>
        Assert.Null(new TrialResult(Trial, Log with { Used = Log.Used with { StorageBytes = null } }, s_arrivals).StorageBytesPerHour);
}
