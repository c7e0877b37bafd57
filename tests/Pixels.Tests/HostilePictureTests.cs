using EdgeVision.Pixels.Jpeg;
using EdgeVision.Pixels.Png;
using EdgeVision.TestKit;

namespace EdgeVision.Pixels.Tests;

/// <summary>
/// Thousands of broken pictures, the same ones in each run: each is refused in words or decoded within the limits. EDGEVISION_FUZZ_SECONDS
/// makes it as long a hunt for what ends the process, with other pictures each time.
/// </summary>
public sealed class HostilePictureTests : IDisposable
{
    private const int Rounds = 20_000;
    private const int Cover = 16;

    // Coefficients are libjpeg's own; these are the pixels of the largest of the small pictures' hostile sizes.
    private const int MaxMemory = 64 << 20;

    // Of PNG a copy of the critical chunks; the pixels are not on the heap.
    private const long MaxAllocation = 1 << 20;

    private static readonly byte[][] s_pngs =
    [
        new PngScanlines(5, 4, 8, 2, [], new byte[60]).ToFile(),
        new PngScanlines(5, 4, 8, 6, [], new byte[80]).ToFile(),
        new PngScanlines(5, 4, 16, 0, [], new byte[40]).ToFile(),
        new PngScanlines(5, 4, 4, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9], new byte[12]).ToFile(),
        new PngScanlines(5, 4, 1, 0, [], new byte[4]).ToFile(),
    ];

    private readonly JpegDecoder _jpeg = new();
    private readonly PngDecoder _png = new();
    private readonly PixelBuffer _pixels = new();

    public void Dispose()
    {
        _jpeg.Dispose();
        _pixels.Dispose();
    }

    [Fact]
    public void EveryHostileJpegIsRefusedInWordsOrDecodedWithinTheLimits()
    {
        Assert.All(SmallJpegs.All, jpeg => Assert.True(_jpeg.TryDecode(jpeg, 0, 0, _pixels, out _), _jpeg.Error));

        double refused = Hunt.Run("JPEG", Rounds, MaxAllocation, static random => HostileJpeg.Make(SmallJpegs.All, random), (file, random) =>
        {
            int cover = random.Next(3) == 0 ? 0 : Cover;
            if (!_jpeg.TryDecode(file, cover, cover, _pixels, out DecodedPicture picture))
                return IsInWords(_jpeg.Error);

            Assert.InRange(picture.Format.Width, Math.Min(cover, picture.PictureWidth), PictureLimits.MaxSide);
            Assert.InRange(picture.Format.Height, Math.Min(cover, picture.PictureHeight), PictureLimits.MaxSide);
            Assert.InRange(_pixels.Capacity, picture.Format.ByteCount, MaxMemory);
            return false;
        });

        Assert.InRange(refused, 0.5, 1);
        Assert.All(SmallJpegs.All, jpeg => Assert.True(_jpeg.TryDecode(jpeg, 0, 0, _pixels, out _), _jpeg.Error));
    }

    [Fact]
    public void EveryHostilePngIsRefusedInWordsOrDecodedWithinTheLimits()
    {
        var palette = new PngPalette();

        double refused = Hunt.Run("PNG", Rounds, MaxAllocation, static random => HostilePng.Make(s_pngs, random), (file, random) =>
        {
            bool decoded = random.Next(2) == 0
                ? _png.TryDecode(file, _pixels, out FrameFormat format)
                : _png.TryDecodeIndexes(file, _pixels, palette, out format);
            if (!decoded)
                return IsInWords(_png.Error);

            Assert.True(format.IsRawAndSane);
            Assert.InRange(_pixels.Capacity, format.ByteCount, 4 * MaxMemory);
            return false;
        });

        Assert.InRange(refused, 0.5, 1);
        Assert.All(s_pngs, png => Assert.True(_png.TryDecode(png, _pixels, out _), _png.Error));
    }

    [Fact]
    public void MarkersAreWalkedToTheEndOfAnything()
    {
        Hunt.Run("markers", Rounds, MaxAllocation, static random => HostileJpeg.Make(SmallJpegs.All, random), static (file, _) =>
        {
            bool read = JpegHeader.TryRead(file, out JpegHeader header, out int scans);
            Assert.True(!read || (header.Width > 0 && header.Height > 0 && scans >= 0));
            return false;
        });
    }

    private static bool IsInWords(string error)
    {
        Assert.StartsWith("The picture", error, StringComparison.Ordinal);
        Assert.EndsWith(".", error, StringComparison.Ordinal);
        return true;
    }
}
