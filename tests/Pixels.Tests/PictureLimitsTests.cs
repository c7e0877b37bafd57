using EdgeVision.Pixels.Jpeg;
using EdgeVision.Pixels.Png;
using EdgeVision.TestKit;

namespace EdgeVision.Pixels.Tests;

/// <summary>Pictures at and over each limit: what is over one is damaged, in a sentence that names size and limit, before memory is taken.</summary>
public sealed class PictureLimitsTests : IDisposable
{
    private readonly JpegDecoder _jpeg = new();
    private readonly PixelBuffer _pixels = new();

    public void Dispose()
    {
        _jpeg.Dispose();
        _pixels.Dispose();
    }

    [Theory]
    [InlineData(17000, 300)]
    [InlineData(300, 17000)]
    public void Refuses_AJpegWithASideThatIsTooLong(int width, int height)
    {
        Assert.False(_jpeg.TryDecode(LargeJpeg.Make(width, height), 300, 300, _pixels, out _));

        Assert.Equal($"The picture has {width}×{height} pixels; the longest side taken is 16384 pixels. Scale it down first.", _jpeg.Error);
        Assert.Equal(0, _pixels.Capacity);
    }

    [Fact]
    public void Decodes_ALongSideThatIsReduced()
    {
        Assert.True(_jpeg.TryDecode(LargeJpeg.Make(17000, 2400), 300, 300, _pixels, out DecodedPicture picture), _jpeg.Error);

        Assert.Equal((2125, 300, 17000), (picture.Format.Width, picture.Format.Height, picture.PictureWidth));
    }

    [Fact]
    public void Decodes_APhonesHundredAndEightMegapixels_ButNotWhole()
    {
        byte[] photo = LargeJpeg.Make(12000, 9000);

        Assert.False(_jpeg.TryDecode(photo, 0, 0, _pixels, out _));
        Assert.Equal("The picture has 12000×9000 pixels; the largest taken is 64 megapixels. Scale it down first.", _jpeg.Error);
        Assert.Equal(0, _pixels.Capacity);
        Assert.True(_jpeg.TryDecode(photo, 300, 300, _pixels, out DecodedPicture picture), _jpeg.Error);
        Assert.Equal((1500, 1125), (picture.Format.Width, picture.Format.Height));
    }

    [Fact]
    public void Refuses_MoreStoredPixelsThanAreEverReduced()
    {
        byte[] bomb = TestPictures.WithSize(SmallJpegs.All[1], 65000, 5000);

        Assert.False(_jpeg.TryDecode(bomb, 16, 16, _pixels, out _));

        Assert.Equal("The picture has 65000×5000 pixels; the largest taken is 256 megapixels. Scale it down first.", _jpeg.Error);
    }

    [Theory]
    [InlineData(8000, 5000, 1, "The picture has 8000×5000 pixels in several scans; the largest such taken is 32 megapixels. Save it as a baseline JPEG.")]
    [InlineData(8000, 4000, 10, "The picture has 8000×4000 pixels in 100 scans; the most taken of that size are 33. Save it as a baseline JPEG.")]
    public void Refuses_AProgressivePictureThatCostsSecondsOrMemory(int width, int height, int times, string reason)
    {
        // Ten scans, some of them many times over: a few kilobytes.
        byte[] jpeg = TestPictures.WithSize(SmallJpegs.All[7], width, height);
        int scans = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] bomb = [.. jpeg[..scans], .. Enumerable.Repeat(jpeg[scans..^2], times).SelectMany(static part => part), 0xFF, 0xD9];

        Assert.False(_jpeg.TryDecode(bomb, 16, 16, _pixels, out _));

        Assert.Equal(reason, _jpeg.Error);
        Assert.Equal(0, _pixels.Capacity);
    }

    [Theory]
    [InlineData(17000, 100, "the longest side taken is 16384 pixels")]
    [InlineData(10000, 10000, "the largest taken is 64 megapixels")]
    public void Refuses_APngThatIsTooLarge(int width, int height, string limit)
    {
        byte[] png = new PngScanlines(width, height, 1, 0, [], new byte[(width + 7) / 8 * height]).ToFile();

        var decoder = new PngDecoder();

        Assert.False(decoder.TryDecode(png, _pixels, out _));
        Assert.Equal($"The picture has {width}×{height} pixels; {limit}. Scale it down first.", decoder.Error);
    }
}
