using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Pixels.Tests.Jpeg;

public sealed class ExifOrientationTests
{
    // Two lines of three pixels, numbered as a person sees them upright.
    private static readonly byte[] s_upright = [0, 1, 2, 3, 4, 5];

    /// <summary>How the upright picture is stored, by CIPA DC-008's table: where its 0th row and 0th column are.</summary>
    public static TheoryData<int, int, byte[]> Stored => new()
    {
        { 1, 3, [0, 1, 2, 3, 4, 5] },
        { 2, 3, [2, 1, 0, 5, 4, 3] },
        { 3, 3, [5, 4, 3, 2, 1, 0] },
        { 4, 3, [3, 4, 5, 0, 1, 2] },
        { 5, 2, [0, 3, 1, 4, 2, 5] },
        { 6, 2, [2, 5, 1, 4, 0, 3] },
        { 7, 2, [5, 2, 4, 1, 3, 0] },
        { 8, 2, [3, 0, 4, 1, 5, 2] },
    };

    [Theory, MemberData(nameof(Stored))]
    public void TurnsEveryOrientationUpright(int orientation, int width, byte[] stored)
    {
        byte[] pixels = [.. stored.SelectMany(static number => (byte[])[number, (byte)(number + 10), (byte)(number + 20)])];
        using PixelBuffer turned = new();

        FrameFormat format = OrientedPicture.Turn(orientation, pixels, FrameFormat.Packed(PixelFormat.Rgb24, width, stored.Length / width), turned);

        Assert.Equal((3, 2, 9), (format.Width, format.Height, format.Stride));
        Assert.Equal(s_upright, turned.Bytes[..18].ToArray().Where(static (_, index) => index % 3 == 0));
        Assert.Equal(s_upright.Select(static number => (byte)(number + 20)), turned.Bytes[..18].ToArray().Where(static (_, index) => index % 3 == 2));
    }

    [Theory, InlineData(1), InlineData(6), InlineData(8)]
    public void ReadsBothByteOrders(int orientation)
    {
        Assert.Equal(orientation, ExifOrientation.Of(Picture(BigEndian((byte)orientation))));
        Assert.Equal(orientation, ExifOrientation.Of(Picture([.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0])));
    }

    [Theory, InlineData(0), InlineData(9), InlineData(255)]
    public void AnOrientationThereIsNotIsUpright(byte orientation) => Assert.Equal(1, ExifOrientation.Of(Picture(BigEndian(orientation))));

    [Fact]
    public void FindsItBehindOtherSegmentsAndNotBehindThePicture()
    {
        byte[] whole = Picture(BigEndian(6));

        Assert.Equal(6, ExifOrientation.Of([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, .. whole[2..]]));
        Assert.Equal(1, ExifOrientation.Of([0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 1, 2, .. whole[2..]]));
        Assert.Equal(1, ExifOrientation.Of(TestPictures.Jpeg()));
    }

    [Fact]
    public void WhateverIsCutOrDamagedIsUprightOrAnOrientation()
    {
        byte[] whole = Picture(BigEndian(6));
        Random random = new(7);

        for (int length = 0; length <= whole.Length; length++)
            Assert.InRange(ExifOrientation.Of(whole.AsSpan(0, length)), 1, 8);
        for (int run = 0; run < 20_000; run++)
        {
            byte[] damaged = [.. whole];
            for (int i = 0; i < 4; i++)
                damaged[random.Next(2, damaged.Length)] = (byte)random.Next(256);
            Assert.InRange(ExifOrientation.Of(damaged), 1, 8);
        }
    }

    private static byte[] BigEndian(byte orientation) => [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];

    private static byte[] Picture(byte[] tiff) => [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff, 0xFF, 0xD9];
}
