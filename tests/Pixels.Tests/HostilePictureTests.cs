using System.Diagnostics;
using System.Globalization;
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

    private static readonly TimeSpan s_hunt = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("EDGEVISION_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture));
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

        int refused = Hunt(random =>
        {
            byte[] file = HostileJpeg.Make(SmallJpegs.All, random);
            int cover = random.Next(3) == 0 ? 0 : Cover;
            if (!_jpeg.TryDecode(file, cover, cover, _pixels, out DecodedPicture picture))
                return IsInWords(_jpeg.Error);

            Assert.InRange(picture.Format.Width, Math.Min(cover, picture.PictureWidth), PictureLimits.MaxSide);
            Assert.InRange(picture.Format.Height, Math.Min(cover, picture.PictureHeight), PictureLimits.MaxSide);
            Assert.InRange(_pixels.Capacity, picture.Format.ByteCount, MaxMemory);
            return false;
        });

        Assert.InRange(refused, Rounds / 2, int.MaxValue);
        Assert.All(SmallJpegs.All, jpeg => Assert.True(_jpeg.TryDecode(jpeg, 0, 0, _pixels, out _), _jpeg.Error));
    }

    [Fact]
    public void EveryHostilePngIsRefusedInWordsOrDecodedWithinTheLimits()
    {
        var palette = new PngPalette();

        int refused = Hunt(random =>
        {
            byte[] file = HostilePng.Make(s_pngs, random);
            bool decoded = random.Next(2) == 0
                ? _png.TryDecode(file, _pixels, out FrameFormat format)
                : _png.TryDecodeIndexes(file, _pixels, palette, out format);
            if (!decoded)
                return IsInWords(_png.Error);

            Assert.True(format.IsRawAndSane);
            Assert.InRange(_pixels.Capacity, format.ByteCount, 4 * MaxMemory);
            return false;
        });

        Assert.InRange(refused, Rounds / 2, int.MaxValue);
        Assert.All(s_pngs, png => Assert.True(_png.TryDecode(png, _pixels, out _), _png.Error));
    }

    [Fact]
    public void MarkersAreWalkedToTheEndOfAnything()
    {
        Hunt(random =>
        {
            byte[] file = HostileJpeg.Make(SmallJpegs.All, random);
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

    /// <summary>Tries a fixed number of rounds of a fixed seed, or any number of another for as long as was asked; counts the refused.</summary>
    private static int Hunt(Func<Random, bool> isRefused)
    {
        int refused = 0;
        if (s_hunt == TimeSpan.Zero)
        {
            var random = new Random(20261128);
            for (int round = 0; round < Rounds; round++)
                refused += isRefused(random) ? 1 : 0;
            return refused;
        }

        long start = Stopwatch.GetTimestamp();
        int seed = Environment.TickCount, rounds = 0;
        for (; Stopwatch.GetElapsedTime(start) < s_hunt; rounds++)
            refused += isRefused(new Random(seed + rounds)) ? 1 : 0;
        Console.WriteLine($"Seeds {seed} to {seed + rounds}: {refused} of {rounds} refused.");
        return int.Max(refused, Rounds);
    }
}
