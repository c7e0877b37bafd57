using EdgeVision.Pixels.Jpeg;
using EdgeVision.TestKit;

namespace EdgeVision.Pixels.Tests.Jpeg;

public sealed class JpegDecoderTests : IDisposable
{
    // 4:2:0 chroma and quality 90 on a smooth gradient.
    private const int Tolerance = 6;

    private readonly JpegDecoder _decoder = new();
    private readonly PixelBuffer _pixels = new();

    public void Dispose()
    {
        _decoder.Dispose();
        _pixels.Dispose();
    }

    [Fact]
    public void Decodes_TheColoursThatWereEncoded()
    {
        byte[] gradient = TestPictures.Gradient(64, 48);

        DecodedPicture picture = _decoder.Decode(TestPictures.Jpeg(64, 48), 0, 0, _pixels);

        Assert.Equal(FrameFormat.Packed(PixelFormat.Rgb24, 64, 48), picture.Format);
        for (int i = 0; i < gradient.Length; i++)
            Assert.InRange(_pixels.Bytes[i], gradient[i] - Tolerance, gradient[i] + Tolerance);
    }

    [Theory]
    [InlineData(640, 480, 300, 300, 640, 480)]
    [InlineData(1280, 720, 300, 300, 640, 360)]
    [InlineData(640, 480, 80, 60, 80, 60)]
    [InlineData(640, 480, 81, 60, 160, 120)]
    [InlineData(641, 481, 81, 61, 81, 61)]
    [InlineData(200, 200, 300, 300, 200, 200)]
    [InlineData(640, 480, 0, 0, 640, 480)]
    [InlineData(1, 1, 1, 1, 1, 1)]
    public void Decodes_AtTheSmallestScaleThatCovers(int width, int height, int coverWidth, int coverHeight, int decodedWidth, int decodedHeight)
    {
        DecodedPicture picture = _decoder.Decode(TestPictures.Jpeg(width, height), coverWidth, coverHeight, _pixels);

        Assert.Equal((decodedWidth, decodedHeight), (picture.Format.Width, picture.Format.Height));
        Assert.Equal((width, height), (picture.PictureWidth, picture.PictureHeight));
    }

    [Fact]
    public void Decodes_AGreyPictureToEqualChannels()
    {
        using JpegEncoder encoder = new();
        byte[] jpeg = encoder.Encode(new byte[32 * 16].Select((_, i) => (byte)(i % 32 * 8)).ToArray(), FrameFormat.Packed(PixelFormat.Grey, 32, 16)).ToArray();

        _decoder.Decode(jpeg, 0, 0, _pixels);

        for (int i = 0; i < 32 * 16; i++)
        {
            Assert.Equal(_pixels.Bytes[i * 3], _pixels.Bytes[i * 3 + 1]);
            Assert.Equal(_pixels.Bytes[i * 3], _pixels.Bytes[i * 3 + 2]);
        }
    }

    [Fact]
    public void Decodes_ACameraPictureWithoutHuffmanTables()
    {
        byte[] whole = TestPictures.Jpeg();
        byte[] expected = Decoded(whole);

        byte[] withoutTables = TestPictures.WithoutSegment(whole, 0xC4);

        Assert.True(withoutTables.Length < whole.Length - 300);
        Assert.Equal(expected, Decoded(withoutTables));
    }

    [Fact]
    public void Decodes_APictureWithPaddingBeforeItsEndMarker()
    {
        byte[] whole = TestPictures.Jpeg();

        byte[] padded = [.. whole[..^2], 0x12, 0x34, 0x56, 0x78, 0xFF, 0xD9];

        Assert.Equal(Decoded(whole), Decoded(padded));
    }

    [Fact]
    public void Rejects_ATruncatedPicture()
    {
        byte[] whole = TestPictures.Jpeg(640, 480);

        bool decoded = _decoder.TryDecode(whole.AsSpan(0, whole.Length / 2), 0, 0, _pixels, out _);

        Assert.False(decoded);
        Assert.StartsWith("The picture is damaged: ", _decoder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_EveryCutOfAPictureWithoutACrash()
    {
        byte[] whole = TestPictures.Jpeg();

        for (int length = 0; length < whole.Length - 2; length++)
        {
            Assert.False(_decoder.TryDecode(whole.AsSpan(0, length), 0, 0, _pixels, out _), $"{length} of {whole.Length} bytes passed for a whole picture");
            Assert.NotEmpty(_decoder.Error);
        }

        Assert.True(_decoder.TryDecode(whole, 0, 0, _pixels, out _), _decoder.Error);
        Assert.Equal("", _decoder.Error);
    }

    [Fact]
    public void Survives_FlippedBytesAnywhere()
    {
        byte[] whole = TestPictures.Jpeg();
        Random random = new(20);
        int refused = 0;

        for (int round = 0; round < 3000; round++)
        {
            byte[] broken = [.. whole];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            if (!_decoder.TryDecode(broken, 32, 24, _pixels, out _))
                refused++;
        }

        Assert.InRange(refused, 300, 2999);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a picture at all")]
    [InlineData("\x89PNG\r\n\x1a\n")]
    public void Rejects_WhatIsNoJpeg(string text)
    {
        byte[] garbage = System.Text.Encoding.Latin1.GetBytes(text);

        CodecException error = Assert.Throws<CodecException>(() => _decoder.Decode(garbage, 0, 0, _pixels));

        Assert.StartsWith("The picture is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_APictureThatClaimsAnAbsurdSizeBeforeTakingMemory()
    {
        byte[] bomb = TestPictures.WithSize(TestPictures.Jpeg(), 65500, 65500);

        bool decoded = _decoder.TryDecode(bomb, 300, 300, _pixels, out _);

        Assert.False(decoded);
        Assert.Contains("65500×65500", _decoder.Error, StringComparison.Ordinal);
        Assert.Equal(0, _pixels.Capacity);
    }

    [Fact]
    public void Rejects_ACmykPictureInWords()
    {
        byte[] jpeg = TestPictures.Jpeg();
        int frameHeader = jpeg.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        int scanHeader = jpeg.AsSpan().IndexOf(new byte[] { 0xFF, 0xDA });
        byte[] cmyk =
        [
            .. jpeg[..frameHeader], 0xFF, 0xC0, 0, 20, .. jpeg[(frameHeader + 4)..(frameHeader + 9)], 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
            .. jpeg[(frameHeader + 19)..scanHeader], 0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, .. jpeg[(scanHeader + 14)..],
        ];

        bool decoded = _decoder.TryDecode(cmyk, 0, 0, _pixels, out _);

        Assert.False(decoded);
        Assert.Contains("CMYK", _decoder.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocates_NothingOncePixelsHaveTheirSize()
    {
        byte[] jpeg = TestPictures.Jpeg(320, 240);
        for (int i = 0; i < 50; i++)
            _decoder.TryDecode(jpeg, 100, 100, _pixels, out _);

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
                _decoder.TryDecode(jpeg, 100, 100, _pixels, out _);
        });

        Assert.Equal(0, allocated);
    }

    [SharedFact(SharedMaterial.Pictures)]
    public void Decodes_EveryPhotographAtEveryScale()
    {
        foreach (string file in Directory.GetFiles(Repository.SharedPathTo("data", "coco64"), "*.jpg"))
        {
            byte[] jpeg = File.ReadAllBytes(file);
            for (int cover = 37; cover < 500; cover += 60)
            {
                DecodedPicture picture = _decoder.Decode(jpeg, cover, cover, _pixels);
                Assert.True(picture.Format.Width >= Math.Min(cover, picture.PictureWidth));
                Assert.True(picture.Format.Height >= Math.Min(cover, picture.PictureHeight));
            }
        }
    }

    private byte[] Decoded(byte[] jpeg)
    {
        DecodedPicture picture = _decoder.Decode(jpeg, 0, 0, _pixels);
        return _pixels.Bytes[..(int)picture.Format.ByteCount].ToArray();
    }
}
