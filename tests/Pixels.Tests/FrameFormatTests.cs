namespace EdgeVision.Pixels.Tests;

public sealed class FrameFormatTests
{
    [Theory]
    [InlineData(PixelFormat.Yuyv, 640, 480, 614400)]
    [InlineData(PixelFormat.Uyvy, 5, 3, 36)]
    [InlineData(PixelFormat.Nv12, 640, 480, 460800)]
    [InlineData(PixelFormat.Nv12, 5, 3, 30)]
    [InlineData(PixelFormat.Yuv420, 640, 480, 460800)]
    [InlineData(PixelFormat.Yuv420, 5, 3, 27)]
    [InlineData(PixelFormat.Grey, 5, 3, 15)]
    [InlineData(PixelFormat.Rgb24, 5, 3, 45)]
    [InlineData(PixelFormat.Jpeg, 640, 480, 0)]
    public void Counts_TheBytesOfAllPlanes(PixelFormat pixels, int width, int height, long bytes) =>
        Assert.Equal(bytes, FrameFormat.Packed(pixels, width, height).ByteCount);

    [Fact]
    public void Counts_PaddingOfEveryLine() => Assert.Equal(1500, new FrameFormat(PixelFormat.Nv12, 80, 10, 100).ByteCount);
}
