using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeVision.Linux.Tests;

public sealed class StructureLayoutTests
{
    [Fact]
    public void Structures_HaveTheKernelsSizes()
    {
        Assert.Equal(8, Unsafe.SizeOf<PollDescriptor>());
        Assert.Equal(256, Unsafe.SizeOf<FileStatus>());
        Assert.Equal(32, Unsafe.SizeOf<RecordLock>());
    }

    [Theory]
    [InlineData(typeof(PollDescriptor), nameof(PollDescriptor.Returned), 6)]
    [InlineData(typeof(FileStatus), nameof(FileStatus.User), 20)]
    [InlineData(typeof(FileStatus), nameof(FileStatus.Group), 24)]
    [InlineData(typeof(FileStatus), nameof(FileStatus.Mode), 28)]
    [InlineData(typeof(RecordLock), nameof(RecordLock.Start), 8)]
    [InlineData(typeof(RecordLock), nameof(RecordLock.Process), 24)]
    public void Fields_StandWhereTheKernelLooks(Type structure, string field, int offset) => Assert.Equal(offset, (int)Marshal.OffsetOf(structure, field));
}
