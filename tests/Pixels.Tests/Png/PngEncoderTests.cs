using EdgeVision.Pixels.Png;
using EdgeVision.TestKit;

namespace EdgeVision.Pixels.Tests.Png;

public sealed class PngEncoderTests : IDisposable
{
    private readonly PngEncoder _encoder = new();

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void Writes_ColoursWithoutLoss()
    {
        byte[] gradient = TestPictures.Gradient(97, 41);

        PngScanlines png = PngScanlines.Parse(_encoder.Encode(gradient, FrameFormat.Packed(PixelFormat.Rgb24, 97, 41)));

        Assert.Equal((97, 41, 8, 2), (png.Width, png.Height, png.BitDepth, png.ColorType));
        Assert.Equal(gradient, png.Bytes);
    }

    [Fact]
    public void Keeps_RedAndBlueApart() =>
        Assert.Equal([30, 20, 10], PngScanlines.Parse(_encoder.Encode([10, 20, 30], FrameFormat.Packed(PixelFormat.Bgr24, 1, 1))).Bytes);

    [Fact]
    public void Leaves_OutThePaddingOfLines()
    {
        PngScanlines png = PngScanlines.Parse(_encoder.Encode([1, 2, 99, 99, 3, 4, 99, 99], new FrameFormat(PixelFormat.Grey, 2, 2, 4)));

        Assert.Equal((8, 0), (png.BitDepth, png.ColorType));
        Assert.Equal([1, 2, 3, 4], png.Bytes);
    }

    [Fact]
    public void Writes_IndexesAndPaletteAsTheyAre()
    {
        byte[] colors = [.. Enumerable.Range(0, 768).Select(static i => (byte)(i * 37))];
        byte[] indexes = [.. Enumerable.Range(0, 256).Select(static i => (byte)(255 - i))];

        PngScanlines png = PngScanlines.Parse(_encoder.EncodeIndexes(indexes, 32, 8, new PngPalette(colors)));

        Assert.Equal((32, 8, 8, 3), (png.Width, png.Height, png.BitDepth, png.ColorType));
        Assert.Equal(colors, png.Palette);
        Assert.Equal(indexes, png.Bytes);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(16), InlineData(17), InlineData(255), InlineData(256)]
    public void IndexesComeBackWhateverThePalettesSize(int colors)
    {
        var random = new Random(colors);
        byte[] palette = new byte[3 * colors], indexes = new byte[29 * 31];
        random.NextBytes(palette);
        for (int i = 0; i < indexes.Length; i++)
            indexes[i] = (byte)random.Next(colors);
        using var pixels = new PixelBuffer();
        var decoder = new PngDecoder();
        var read = new PngPalette();

        bool decoded = decoder.TryDecodeIndexes(_encoder.EncodeIndexes(indexes, 29, 31, new PngPalette(palette)), pixels, read, out _);

        Assert.True(decoded, decoder.Error);
        Assert.Equal(indexes, pixels.Bytes[..indexes.Length].ToArray());
        Assert.Equal(palette, read.Colors.ToArray());
    }

    [Fact]
    public void Writes_WhatCannotBeCompressed()
    {
        byte[] noise = new byte[500 * 400 * 3];
        new Random(1).NextBytes(noise);

        Assert.Equal(noise, PngScanlines.Parse(_encoder.Encode(noise, FrameFormat.Packed(PixelFormat.Rgb24, 500, 400))).Bytes);
    }

    [Fact]
    public void Allocates_NothingOnceItHasAPicturesSize()
    {
        byte[] indexes = new byte[200 * 100];
        var palette = new PngPalette([0, 0, 0, 255, 255, 255]);
        _ = _encoder.EncodeIndexes(indexes, 200, 100, palette);

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 20; i++)
                _ = _encoder.EncodeIndexes(indexes, 200, 100, palette);
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Rejects_FewerBytesThanThePictureTakes()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _encoder.Encode(new byte[100], FrameFormat.Packed(PixelFormat.Rgb24, 16, 16)).Length);

        Assert.Contains("768 bytes, not 100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_YuvPixels() =>
        Assert.Throws<ArgumentException>(() => _encoder.Encode(new byte[1000], FrameFormat.Packed(PixelFormat.Yuyv, 16, 16)).Length);

    [Fact]
    public void Rejects_IndexesBeyondThePalette()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _encoder.EncodeIndexes([0, 1, 2], 3, 1, new PngPalette([0, 0, 0, 1, 1, 1])).Length);

        Assert.Contains("Pixel 2 is colour 2 of a palette of 2", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(4), InlineData(771)]
    public void Rejects_PalettesOfNoColoursOrTooMany(int bytes) => Assert.Throws<ArgumentException>(() => new PngPalette(new byte[bytes]));
}
