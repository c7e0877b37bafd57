using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class ResidentMemoryTests
{
    [Fact]
    public void ReadsTheKernelsLines() =>
        Assert.Equal(new ResidentMemory(58_000 * 1024L, 61_000 * 1024L),
            ResidentMemory.Parse(["Name:\tedge: vision", "VmHWM:\t   61000 kB", "VmRSS:\t   58000 kB", "", "Threads:\t3"]));

    [Fact]
    public void Refuses_AStatusWithoutTheLine() => Assert.Throws<FormatException>(() => ResidentMemory.Parse(["VmRSS:\t1 kB"]));

    [Fact]
    public void ThisProcessHasMemoryAndNeverHadLess()
    {
        ResidentMemory memory = ResidentMemory.OfThisProcess();

        Assert.InRange(memory.Bytes, 1 << 20, memory.PeakBytes);
    }
}
