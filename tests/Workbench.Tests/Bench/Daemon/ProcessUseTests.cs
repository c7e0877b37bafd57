using EdgeVision.Workbench.Bench.Daemon;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

public sealed class ProcessUseTests
{
    // As proc(5) shows it.
    private static readonly string[] s_counters =
        ["rchar: 323934931", "wchar: 323929600", "syscr: 632687", "syscw: 632675", "read_bytes: 0", "write_bytes: 323932160", "cancelled_write_bytes: 7"];

    [Fact]
    public void TellsWhatWasWrittenToStorageFromWhatWasWrittenAnywhere()
    {
        Assert.Equal(323932160, ProcessUse.Counter(s_counters, "write_bytes"));
        Assert.Equal(323929600, ProcessUse.Counter(s_counters, "wchar"));
        Assert.Null(ProcessUse.Counter(s_counters, "bytes"));
    }

    [Fact]
    public void CountsFromTheBeginning()
    {
        ProcessUse beginning = new(TimeSpan.FromSeconds(3), 100, 10, null), end = new(TimeSpan.FromSeconds(5), 150, 30, 40);

        Assert.Equal(new ProcessUse(TimeSpan.FromSeconds(2), 50, 20, null), end.Since(in beginning));
    }

    [Fact]
    public void SeesWhatThisProcessAllocates()
    {
        ProcessUse beginning = ProcessUse.AtBeginning();
        byte[] memory = new byte[1 << 20];
        ProcessUse used = ProcessUse.AtEnd().Since(in beginning);
        GC.KeepAlive(memory);

        Assert.True(used.AllocatedBytes >= memory.Length, $"{used.AllocatedBytes} bytes");
        Assert.True(used.Processor >= TimeSpan.Zero);
    }
}
