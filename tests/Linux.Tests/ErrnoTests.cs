namespace EdgeVision.Linux.Tests;

public sealed class ErrnoTests
{
    [Fact]
    public void Describe_SaysWhatTheKernelMeansAndTheNumber() => Assert.Equal("Device or resource busy (errno 16)", Errno.Describe(Errno.EBUSY));
}
