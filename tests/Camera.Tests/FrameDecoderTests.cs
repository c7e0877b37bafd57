using EdgeVision.Pixels;
using EdgeVision.Pixels.Tests;

namespace EdgeVision.Camera.Tests;

public sealed class FrameDecoderTests : IDisposable
{
    private readonly LentFrames _frames = new();
    private readonly FrameDecoder _decoder = new();

    public void Dispose()
    {
        _decoder.Dispose();
        _frames.Dispose();
    }

    [Fact]
    public unsafe void Passes_RawFramesThroughUntouched()
    {
        FrameFormat format = FrameFormat.Packed(PixelFormat.Nv12, 8, 4);
        Frame frame = _frames.Lend(format, new byte[48]);

        bool decoded = _decoder.TryDecode(frame, 2, 2, out ImageView view);

        Assert.True(decoded);
        Assert.Equal(format, view.Format);
        Assert.Equal((8, 4), (view.PictureWidth, view.PictureHeight));
        fixed (byte* original = frame.Bytes, passed = view.Bytes)
            Assert.True(original == passed);
    }

    [Fact]
    public void Decodes_JpegFramesToTheCoveringSize()
    {
        Frame frame = _frames.Lend(new FrameFormat(PixelFormat.Jpeg, 1280, 720, 0), TestPictures.Jpeg(1280, 720));

        bool decoded = _decoder.TryDecode(frame, 300, 300, out ImageView view);

        Assert.True(decoded);
        Assert.Equal(FrameFormat.Packed(PixelFormat.Rgb24, 640, 360), view.Format);
        Assert.Equal(3 * 640 * 360, view.Bytes.Length);
        Assert.Equal((1280, 720), (view.PictureWidth, view.PictureHeight));
    }

    [Fact]
    public void RefusesDamagedFramesAndGoesOn()
    {
        byte[] jpeg = TestPictures.Jpeg();
        FrameFormat format = new(PixelFormat.Jpeg, 64, 48, 0);

        Assert.False(_decoder.TryDecode(_frames.Lend(format, jpeg.AsSpan(0, jpeg.Length / 2)), 0, 0, out _));
        Assert.Contains("damaged", _decoder.Error, StringComparison.Ordinal);
        Assert.False(_decoder.TryDecode(_frames.Lend(FrameFormat.Packed(PixelFormat.Grey, 10, 10), new byte[99]), 0, 0, out _));
        Assert.Contains("99 bytes where 10×10 Grey takes 100", _decoder.Error, StringComparison.Ordinal);
        Assert.True(_decoder.TryDecode(_frames.Lend(format, jpeg), 0, 0, out _));

        Assert.Equal("", _decoder.Error);
    }

    [Theory]
    [InlineData(PixelFormat.Grey, 17000, 10, 17000)]
    [InlineData(PixelFormat.Grey, 10, 17000, 10)]
    [InlineData(PixelFormat.Yuyv, 5, 4, 12)]
    [InlineData(PixelFormat.Rgb24, 10, 10, 29)]
    [InlineData(PixelFormat.Rgb24, 0, 10, 30)]
    [InlineData(PixelFormat.Rgb24, int.MaxValue, 1, int.MaxValue)]
    [InlineData(PixelFormat.Rgb24, 10, -1, 30)]
    [InlineData(PixelFormat.Nv12, 10, 10, int.MaxValue)]
    [InlineData((PixelFormat)99, 10, 10, 10)]
    public void Refuses_ARawFrameThatCannotBe(PixelFormat pixels, int width, int height, int stride)
    {
        bool decoded = _decoder.TryDecode(_frames.Lend(new FrameFormat(pixels, width, height, stride), new byte[100]), 0, 0, out _);

        Assert.False(decoded);
        Assert.StartsWith($"The frame claims {width}×{height}", _decoder.Error, StringComparison.Ordinal);
    }
}
