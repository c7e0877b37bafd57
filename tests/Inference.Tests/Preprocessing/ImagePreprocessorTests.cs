using EdgeVision.Inference.Preprocessing;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Preprocessing;

public sealed class ImagePreprocessorTests
{
    /// <summary>Single-precision sums of a few dozen bytes, colour weights up to 2.1: about 2⁻¹⁶ of the byte range.</summary>
    private const double Tolerance = 0.01;

    private static readonly ImageInputSpec s_bytes = new() { Width = 1, Height = 1, Mean = 0f, StandardDeviation = 1f };

    public static TheoryData<PixelFormat> Formats => [.. TestImage.Formats];

    [Theory, MemberData(nameof(Formats))]
    public void MatchesReferenceAtRandomSizes(PixelFormat pixels)
    {
        var random = new Random(20260101 + (int)pixels);
        for (int i = 0; i < 60; i++)
        {
            ColorEncoding encoding = (ColorEncoding)random.Next(Enum.GetValues<ColorEncoding>().Length);
            TestImage image = TestImage.Random(random, pixels, random.Next(1, 70), random.Next(1, 50), random.Next(3) * random.Next(20), encoding);
            ImageInputSpec input = s_bytes with
            {
                Width = random.Next(1, 45),
                Height = random.Next(1, 45),
                Resize = (ResizeMode)random.Next(2),
                Colors = (ColorOrder)random.Next(2),
            };

            AssertMatches(image, input);
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void MatchesReferenceAtEveryWidth(PixelFormat pixels)
    {
        var random = new Random(7);
        for (int width = 1; width <= 67; width++)
            AssertMatches(TestImage.Random(random, pixels, width, 5), s_bytes with { Width = 9, Height = 3 });
    }

    [Theory, MemberData(nameof(Formats))]
    public void ReadsNoByteBehindTheLast(PixelFormat pixels)
    {
        var random = new Random(11);
        var destination = new float[3 * 12 * 10];
        var preprocessor = new ImagePreprocessor(s_bytes with { Width = 12, Height = 10 });
        for (int width = 1; width <= 41; width++)
        {
            TestImage image = TestImage.Random(random, pixels, width, random.Next(1, 30), random.Next(2) * 5);
            using var guarded = new GuardedBytes(image.Bytes);

            preprocessor.Run(new ImageView(image.Format, guarded.Span), destination);

            Assert.All(destination, static value => Assert.InRange(value, 0f, 255.001f));
        }
    }

    [Fact]
    public void NormalisesToMeanAndStandardDeviation()
    {
        var destination = new float[3];
        var preprocessor = new ImagePreprocessor(new ImageInputSpec { Width = 1, Height = 1 });

        preprocessor.Run(new ImageView(FrameFormat.Packed(PixelFormat.Rgb24, 1, 1), [0, 51, 255]), destination);

        Assert.Equal([-1f, -0.6f, 1f], destination.Select(static value => MathF.Round(value, 5)));
    }

    [Theory]
    [InlineData(ColorEncoding.Bt601Limited, 16, 128, 128, 0, 0, 0)]
    [InlineData(ColorEncoding.Bt601Limited, 235, 128, 128, 255, 255, 255)]
    [InlineData(ColorEncoding.Bt601Limited, 81, 90, 240, 254, 0, 0)]
    [InlineData(ColorEncoding.Bt601Limited, 145, 54, 34, 0, 255, 1)]
    [InlineData(ColorEncoding.Bt709Limited, 63, 102, 240, 255, 1, 0)]
    [InlineData(ColorEncoding.Bt709Full, 54, 99, 255, 254, 0, 0)]
    [InlineData(ColorEncoding.Bt601Full, 76, 85, 255, 254, 0, 0)]
    public void KnowsTheStandardsColours(ColorEncoding encoding, byte y, byte u, byte v, int red, int green, int blue)
    {
        var destination = new float[3];

        new ImagePreprocessor(s_bytes).Run(new ImageView(FrameFormat.Packed(PixelFormat.Yuyv, 2, 1, encoding), [y, u, y, v]), destination);

        Assert.Equal([red, green, blue], destination.Select(static value => (int)MathF.Round(value)));
    }

    [Fact]
    public void EnlargingInterpolatesLinearly()
    {
        var destination = new float[3 * 4];

        new ImagePreprocessor(s_bytes with { Width = 4 }).Run(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 2, 1), [0, 100]), destination);

        Assert.Equal([0f, 25f, 75f, 100f], destination[..4]);
    }

    [Fact]
    public void LetterboxKeepsTheShapeAndKnowsTheWayBack()
    {
        var destination = Enumerable.Repeat(float.NaN, 3 * 100 * 100).ToArray();
        byte[] white = [.. Enumerable.Repeat((byte)255, 400 * 200)];
        var preprocessor = new ImagePreprocessor(new ImageInputSpec { Width = 100, Height = 100, Resize = ResizeMode.Letterbox });

        ModelToImage back = preprocessor.Run(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 400, 200), white), destination);

        Assert.Equal(3 * 50 * 100, destination.Count(static value => MathF.Abs(value - 1f) < 1e-5f));
        Assert.Equal(3 * 50 * 100, destination.Count(static value => value == 0f));
        Assert.Equal((0f, 0f), (back.X(0f), back.Y(25f)));
        Assert.Equal((400f, 200f), (back.X(100f), back.Y(75f)));
    }

    [Theory]
    [InlineData(PixelFormat.Yuyv, 640, 480, 1280)]
    [InlineData(PixelFormat.Yuv420, 1280, 720, 1280)]
    [InlineData(PixelFormat.Nv12, 427, 640, 428)]
    public void StretchKnowsTheWayBack(PixelFormat pixels, int width, int height, int stride)
    {
        var preprocessor = new ImagePreprocessor(new ImageInputSpec { Width = 300, Height = 200 });

        ModelToImage back = preprocessor.Run(
            new ImageView(new FrameFormat(pixels, width, height, stride), new byte[stride * height * 2]), new float[3 * 300 * 200]);

        Assert.Equal((0f, 0f), (back.X(0f), back.Y(0f)));
        Assert.Equal((width, height), ((int)MathF.Round(back.X(300f)), (int)MathF.Round(back.Y(200f))));
    }

    [Fact]
    public void AllocatesNothingWhenCamerasAlternate()
    {
        var random = new Random(3);
        TestImage[] cameras = [.. TestImage.Formats.Select(pixels => TestImage.Random(random, pixels, 64, 48))];
        var preprocessor = new ImagePreprocessor(new ImageInputSpec { Width = 32, Height = 24, Resize = ResizeMode.Letterbox });
        var destination = new float[preprocessor.OutputLength];
        foreach (TestImage camera in cameras)
            preprocessor.Run(camera.View, destination);

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                foreach (TestImage camera in cameras)
                    preprocessor.Run(camera.View, destination);
            }
        });

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void StaysRightWhenMoreSizesComeThanAreRemembered()
    {
        var random = new Random(5);
        ImageInputSpec input = s_bytes with { Width = 6, Height = 6 };
        var preprocessor = new ImagePreprocessor(input);
        for (int i = 0; i < 40; i++)
        {
            TestImage image = TestImage.Random(random, PixelFormat.Yuv420, 5 + (i % 13), 7);
            var destination = new float[preprocessor.OutputLength];

            preprocessor.Run(image.View, destination);

            AssertClose(ReferencePreprocessor.Run(image, input), destination, image.ToString());
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgb24, 0, 4, 12, 100, "each side must be from 1 to 16384 pixels")]
    [InlineData(PixelFormat.Rgb24, 4, -1, 12, 100, "each side must be from 1 to 16384 pixels")]
    [InlineData(PixelFormat.Rgb24, 20000, 4, 60000, 100, "each side must be from 1 to 16384 pixels")]
    [InlineData(PixelFormat.Yuyv, 5, 4, 12, 100, "the width must be even")]
    [InlineData(PixelFormat.Uyvy, 5, 4, 12, 100, "the width must be even")]
    [InlineData(PixelFormat.Rgb24, 4, 4, 11, 100, "a stride of 11 bytes gives plane 0 lines of 11 bytes, but each needs 12")]
    [InlineData(PixelFormat.Nv12, 5, 4, 5, 100, "a stride of 5 bytes gives plane 1 lines of 5 bytes, but each needs 6")]
    [InlineData(PixelFormat.Grey, 4, 4, -4, 100, "a stride of -4 bytes")]
    [InlineData(PixelFormat.Grey, 4, 4, int.MaxValue, 100, "plane 0 ends at byte 6442450945, but there are only 100")]
    [InlineData(PixelFormat.Rgb24, 4, 4, 12, 47, "plane 0 ends at byte 48, but there are only 47")]
    [InlineData(PixelFormat.Yuv420, 4, 4, 4, 23, "plane 2 ends at byte 24, but there are only 23")]
    [InlineData(PixelFormat.Nv12, 4, 4, 4, 0, "plane 0 ends at byte 16, but there are only 0")]
    [InlineData(PixelFormat.Jpeg, 4, 4, 0, 100, "the layout is unknown")]
    [InlineData((PixelFormat)99, 4, 4, 4, 100, "the layout is unknown")]
    public void Rejects_ImagesThatContradictThemselves(PixelFormat pixels, int width, int height, int stride, int length, string reason)
    {
        var preprocessor = new ImagePreprocessor(s_bytes);

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => preprocessor.Run(new ImageView(new FrameFormat(pixels, width, height, stride), new byte[length]), new float[3]));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{width}×{height}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ColoursThatItDoesNotKnow() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new ImagePreprocessor(s_bytes).Run(new ImageView(FrameFormat.Packed(PixelFormat.Nv12, 2, 2, (ColorEncoding)99), new byte[6]), new float[3]));

    [Fact]
    public void Rejects_DestinationOfAnotherLength()
    {
        var preprocessor = new ImagePreprocessor(s_bytes);

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => preprocessor.Run(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 1, 1), [0]), new float[4]));

        Assert.Contains("has 3 floats, but there are 4", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1f)]
    [InlineData(1, 5000, 1f)]
    [InlineData(1, 1, 0f)]
    [InlineData(1, 1, float.NaN)]
    public void Rejects_ImpossibleInputs(int width, int height, float standardDeviation) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ImagePreprocessor(new ImageInputSpec { Width = width, Height = height, StandardDeviation = standardDeviation }));

    private static void AssertMatches(TestImage image, ImageInputSpec input)
    {
        var preprocessor = new ImagePreprocessor(input);
        var destination = Enumerable.Repeat(float.NaN, preprocessor.OutputLength).ToArray();

        preprocessor.Run(image.View, destination);

        AssertClose(ReferencePreprocessor.Run(image, input), destination, $"{image} → {input}");
    }

    private static void AssertClose(double[] expected, float[] actual, string context)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance))
                Assert.Fail($"{context}: value {i} is {actual[i]}, expected {expected[i]}.");
        }
    }
}
