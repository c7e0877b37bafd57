using System.Text;
using EdgeVision.Pixels.Png;
using EdgeVision.TestKit;

namespace EdgeVision.Pixels.Tests.Png;

public sealed class PngDecoderTests : IDisposable
{
    private static readonly byte[] s_fourColors = [0, 0, 0, 200, 10, 20, 30, 210, 40, 50, 60, 220];

    private readonly PngDecoder _decoder = new();
    private readonly PixelBuffer _pixels = new();

    public void Dispose() => _pixels.Dispose();

    [Fact]
    public void Decodes_TheColoursThatWereWritten()
    {
        byte[] gradient = TestPictures.Gradient(37, 19);

        FrameFormat format = _decoder.Decode(new PngScanlines(37, 19, 8, 2, [], gradient).ToFile(), _pixels);

        Assert.Equal(FrameFormat.Packed(PixelFormat.Rgb24, 37, 19), format);
        Assert.Equal(gradient, _pixels.Bytes[..(int)format.ByteCount].ToArray());
        Assert.Equal("", _decoder.Error);
    }

    [Fact]
    public void Decodes_GreyToEqualChannels() => Assert.Equal([7, 7, 7, 200, 200, 200], Decoded(new PngScanlines(2, 1, 8, 0, [], [7, 200])));

    [Fact]
    public void Decodes_DeepChannelsToTheNearestOfEightBits() =>
        Assert.Equal([255, 128, 0], Decoded(new PngScanlines(1, 1, 16, 2, [], [0xFF, 0xFF, 0x80, 0x80, 0x00, 0x00])));

    [Fact]
    public void Decodes_WhatIsTransparentOnBlack() =>
        Assert.Equal([0, 0, 0, 9, 8, 7], Decoded(new PngScanlines(2, 1, 8, 6, [], [99, 98, 97, 0, 9, 8, 7, 255])));

    [Fact]
    public void Decodes_APaletteToItsColours() => Assert.Equal([50, 60, 220, 200, 10, 20], Decoded(new PngScanlines(2, 1, 8, 3, s_fourColors, [3, 1])));

    [Theory]
    [InlineData(8, new byte[] { 3, 0, 1, 2, 2, 1 })]
    [InlineData(4, new byte[] { 0x30, 0x10, 0x22, 0x10 })]
    [InlineData(2, new byte[] { 0b11_00_01_00, 0b10_10_01_00 })]
    public void Reads_IndexesAndPaletteAsTheFileHasThem(int bitDepth, byte[] bytes)
    {
        var palette = new PngPalette();

        bool read = _decoder.TryDecodeIndexes(new PngScanlines(3, 2, bitDepth, 3, s_fourColors, bytes).ToFile(), _pixels, palette, out FrameFormat format);

        Assert.True(read, _decoder.Error);
        Assert.Equal(FrameFormat.Packed(PixelFormat.Grey, 3, 2), format);
        Assert.Equal([3, 0, 1, 2, 2, 1], _pixels.Bytes[..6].ToArray());
        Assert.Equal(s_fourColors, palette.Colors.ToArray());
    }

    [Fact]
    public void Reads_TheSameColourTwiceAsTwoIndexes()
    {
        bool read = _decoder.TryDecodeIndexes(new PngScanlines(3, 1, 8, 3, [5, 5, 5, 5, 5, 5, 9, 9, 9], [1, 0, 2]).ToFile(), _pixels, new PngPalette(), out _);

        Assert.True(read, _decoder.Error);
        Assert.Equal([1, 0, 2], _pixels.Bytes[..3].ToArray());
    }

    [Theory]
    [InlineData("gAMA", new byte[] { 0, 0, 0xD9, 0x04 })]
    [InlineData("tRNS", new byte[] { 0, 8 })]
    [InlineData("tEXt", new byte[] { 65, 0, 66 })]
    public void TakesNumbersAsTheyAre_WhateverAncillaryChunksAskFor(string type, byte[] data)
    {
        PngScanlines grey = new(3, 1, 8, 0, [], [0, 8, 255]);
        byte[] whole = grey.ToFile(), header = grey.ToHeader();
        byte[] file = [.. header, 0, 0, 0, (byte)data.Length, .. Encoding.Latin1.GetBytes(type), .. data, 1, 2, 3, 4, .. whole.AsSpan(header.Length)];

        FrameFormat format = _decoder.Decode(file, _pixels);

        Assert.Equal([0, 0, 0, 8, 8, 8, 255, 255, 255], _pixels.Bytes[..(int)format.ByteCount].ToArray());
    }

    [Fact]
    public void Rejects_IndexesOfAPictureWithoutPalette()
    {
        Assert.False(_decoder.TryDecodeIndexes(new PngScanlines(2, 1, 8, 0, [], [7, 200]).ToFile(), _pixels, new PngPalette(), out _));
        Assert.Contains("has no palette", _decoder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_IndexesBeyondThePalette()
    {
        Assert.False(_decoder.TryDecodeIndexes(new PngScanlines(2, 1, 8, 3, s_fourColors, [3, 77]).ToFile(), _pixels, new PngPalette(), out _));
        Assert.StartsWith("The picture is damaged: ", _decoder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_EveryCutOfAPictureWithoutACrash()
    {
        byte[] whole = new PngScanlines(24, 16, 8, 2, [], TestPictures.Gradient(24, 16)).ToFile();
        const int End = 12;

        for (int length = 0; length < whole.Length - End; length++)
        {
            Assert.False(_decoder.TryDecode(whole.AsSpan(0, length), _pixels, out _), $"{length} of {whole.Length} bytes passed for a whole picture");
            Assert.StartsWith("The picture is ", _decoder.Error, StringComparison.Ordinal);
        }

        Assert.True(_decoder.TryDecode(whole, _pixels, out _), _decoder.Error);
        Assert.Equal("", _decoder.Error);
    }

    [Fact]
    public void Survives_FlippedBytesAnywhere()
    {
        byte[] whole = new PngScanlines(64, 48, 8, 2, [], TestPictures.Gradient(64, 48)).ToFile();
        Random random = new(20);
        int refused = 0;

        for (int round = 0; round < 3000; round++)
        {
            byte[] broken = [.. whole];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            if (!_decoder.TryDecode(broken, _pixels, out _))
                refused++;
        }

        Assert.InRange(refused, 2000, 3000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a picture at all")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    [InlineData("\u0089PNG\r\n\u001a\nnothing of the kind follows here")]
    public void Rejects_WhatIsNoPng(string text)
    {
        CodecException error = Assert.Throws<CodecException>(() => _decoder.Decode(Encoding.Latin1.GetBytes(text), _pixels));

        Assert.StartsWith("The picture is ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60_000, 60_000, "60000×60000")]
    [InlineData(int.MaxValue, 1, "The picture is not a usable PNG")]
    public void Rejects_AnAbsurdSizeBeforeTakingMemory(int width, int height, string reason)
    {
        byte[] small = new PngScanlines(1, 1, 8, 2, [], [1, 2, 3]).ToFile();
        byte[] header = new PngScanlines(width, height, 8, 2, [], []).ToHeader();
        byte[] file = [.. header, .. small[header.Length..]];

        Assert.False(_decoder.TryDecode(file, _pixels, out _));
        Assert.Contains(reason, _decoder.Error, StringComparison.Ordinal);
        Assert.Equal(0, _pixels.Capacity);
    }

    [Fact]
    public void Allocates_NothingOncePixelsHaveTheirSize()
    {
        byte[] png = new PngScanlines(320, 240, 8, 2, [], TestPictures.Gradient(320, 240)).ToFile();
        _decoder.TryDecode(png, _pixels, out _);

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 20; i++)
                _decoder.TryDecode(png, _pixels, out _);
        });

        Assert.Equal(0, allocated);
    }

    private byte[] Decoded(PngScanlines png)
    {
        FrameFormat format = _decoder.Decode(png.ToFile(), _pixels);
        return _pixels.Bytes[..(int)format.ByteCount].ToArray();
    }
}
