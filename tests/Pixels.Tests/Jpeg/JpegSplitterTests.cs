using EdgeVision.Pixels.Jpeg;
using FsCheck.Xunit;

namespace EdgeVision.Pixels.Tests.Jpeg;

public sealed class JpegSplitterTests
{
    private static readonly byte[] s_a = TestPictures.Jpeg(64, 48, 10);
    private static readonly byte[] s_b = TestPictures.Jpeg(80, 40, 200);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Finds_PicturesFedInPiecesOfAnySize(int piece)
    {
        byte[] stream = [.. s_a, .. s_b, .. s_a];

        (List<byte[]> pictures, int broken) = Split(stream, piece);

        Assert.Equal([s_a, s_b, s_a], pictures);
        Assert.Equal(0, broken);
    }

    [Fact]
    public void Passes_OverGarbageBetweenPictures()
    {
        byte[] stream = [0, 1, 0xFF, 0xFF, 2, .. s_a, 0, 0, 0, 0xFF, 3, .. s_b, 0xFF];

        (List<byte[]> pictures, int broken) = Split(stream, 64);

        Assert.Equal([s_a, s_b], pictures);
        Assert.Equal(0, broken);
    }

    [Fact]
    public void Keeps_APictureWithAThumbnailInsideWhole()
    {
        byte[] thumbnail = TestPictures.Jpeg(16, 16);
        int length = thumbnail.Length + 2;
        byte[] withThumbnail = [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. thumbnail, .. s_a[2..]];

        (List<byte[]> pictures, _) = Split([.. withThumbnail, .. s_b], 33);

        Assert.Equal([withThumbnail, s_b], pictures);
    }

    [Fact]
    public void Counts_APictureCutShortAndFindsTheNext()
    {
        (List<byte[]> pictures, int broken) = Split([.. s_a[..^40], .. s_b], 100);

        Assert.Equal([s_b], pictures);
        Assert.Equal(1, broken);
    }

    [Property(MaxTest = 300)]
    public bool Finds_AGoodPictureAfterAnyGarbageThatBeginsNoPicture(byte[] garbage)
    {
        byte[] harmless = [.. garbage.Select(value => value == 0xFF ? (byte)0 : value)];

        (List<byte[]> pictures, _) = Split([.. harmless, .. s_a], 17);

        return pictures.Count == 1 && pictures[0].AsSpan().SequenceEqual(s_a);
    }

    private static (List<byte[]> Pictures, int Broken) Split(byte[] stream, int piece)
    {
        JpegSplitter splitter = default;
        List<byte[]> pictures = [];
        int broken = 0;
        for (int at = 0; at < stream.Length; at += piece)
        {
            ReadOnlySpan<byte> rest = stream.AsSpan(at, Math.Min(piece, stream.Length - at));
            while (!rest.IsEmpty)
            {
                JpegSplitter.Found found = splitter.Advance(rest, out int consumed);
                rest = rest[consumed..];
                if (found == JpegSplitter.Found.Picture)
                    pictures.Add(stream[(int)splitter.Start..(int)splitter.End]);
                else if (found == JpegSplitter.Found.Broken)
                    broken++;
            }
        }

        Assert.Equal(stream.Length, splitter.Position);
        return (pictures, broken);
    }
}
