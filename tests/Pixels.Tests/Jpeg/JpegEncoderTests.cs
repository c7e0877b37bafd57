using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Pixels.Tests.Jpeg;

public sealed class JpegEncoderTests
{
    [Theory]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Bgr24)]
    [InlineData(PixelFormat.Grey)]
    public void Encodes_ToASmallerPictureThatDecodesToTheSameSize(PixelFormat pixels)
    {
        using JpegEncoder encoder = new();
        using JpegDecoder decoder = new();
        using PixelBuffer buffer = new();
        FrameFormat format = FrameFormat.Packed(pixels, 97, 41);

        byte[] jpeg = encoder.Encode(new byte[format.ByteCount], format).ToArray();

        Assert.InRange(jpeg.Length, 100, 2000);
        Assert.Equal((97, 41), (decoder.Decode(jpeg, 0, 0, buffer).PictureWidth, decoder.Decode(jpeg, 0, 0, buffer).PictureHeight));
    }

    [Fact]
    public void Keeps_RedAndBlueApart()
    {
        using JpegEncoder encoder = new();
        byte[] blueInBgr = [.. Enumerable.Range(0, 16 * 16).SelectMany(_ => new byte[] { 250, 10, 10 })];

        byte[] jpeg = encoder.Encode(blueInBgr, FrameFormat.Packed(PixelFormat.Bgr24, 16, 16), 95).ToArray();

        Assert.InRange(TestPictures.BlueOf(jpeg), 245, 255);
    }

    [Fact]
    public void Rejects_FewerBytesThanThePictureTakes()
    {
        using JpegEncoder encoder = new();

        ArgumentException error = Assert.Throws<ArgumentException>(() => encoder.Encode(new byte[100], FrameFormat.Packed(PixelFormat.Rgb24, 16, 16)).Length);

        Assert.Contains("768 bytes, not 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_YuvPixels()
    {
        using JpegEncoder encoder = new();

        Assert.Throws<ArgumentException>(() => encoder.Encode(new byte[1000], FrameFormat.Packed(PixelFormat.Yuyv, 16, 16)).Length);
    }
}
