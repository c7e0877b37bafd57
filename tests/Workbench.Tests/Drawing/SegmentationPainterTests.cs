using EdgeVision.Inference.Segmentation;
using EdgeVision.Workbench.Drawing;

namespace EdgeVision.Workbench.Tests.Drawing;

public sealed class SegmentationPainterTests
{
    private const int Width = 200;
    private const int Height = 100;

    [Fact]
    public void TintsThePixelsOfAClassAndLeavesTheBackground()
    {
        byte[] picture = Grey(100);
        var map = new ClassMap(4, 2, [0, 0, 2, 2, 0, 0, 0, 2]);

        Paint(picture, map);

        Color dog = Color.ForLabel(1);
        (int, int, int) tinted = ((100 + dog.Red + 1) / 2, (100 + dog.Green + 1) / 2, (100 + dog.Blue + 1) / 2);
        Assert.Equal(tinted, At(picture, 199, 49));
        Assert.Equal(tinted, At(picture, 150, 50));
        Assert.Equal(tinted, At(picture, 100, 49));
        Assert.Equal((100, 100, 100), At(picture, 149, 50));
        Assert.Equal((100, 100, 100), At(picture, 99, 49));
        Assert.Equal((100, 100, 100), At(picture, 0, 99));
    }

    [Fact]
    public void APixelHasTheClassThatItsCentreLiesIn()
    {
        byte[] picture = Grey(100);

        Paint(picture, new ClassMap(300, 100, [.. Enumerable.Range(0, 30_000).Select(static i => (byte)(i % 300 % 3 == 1 ? 0 : 2))]));

        Assert.NotEqual((100, 100, 100), At(picture, 198, 99));
        Assert.NotEqual((100, 100, 100), At(picture, 199, 99));
    }

    [Fact]
    public void NamesTheClassesFromTheTopLeftCornerOnLargestFirst()
    {
        byte[] picture = Grey(100);
        var map = new ClassMap(4, 2, [0, 1, 2, 2, 0, 0, 0, 2]);

        Paint(picture, map);

        Assert.Equal(Color.ForLabel(1), Strip(0));
        Assert.Equal(Color.ForLabel(0), Strip(PixelFont.GlyphHeight));

        Color Strip(int top)
        {
            (int red, int green, int blue) = At(picture, 0, top);
            return new Color((byte)red, (byte)green, (byte)blue);
        }
    }

    [Fact]
    public void APictureOfBackgroundStaysAsItIs()
    {
        byte[] picture = Grey(100);

        Paint(picture, new ClassMap(3, 3, new byte[9]));

        Assert.Equal(Grey(100), picture);
    }

    private static void Paint(byte[] picture, ClassMap map) =>
        new SegmentationPainter(["cat", "dog"]).Paint(new Canvas(picture, Width, Height, 3 * Width), map);

    private static byte[] Grey(byte value)
    {
        byte[] picture = new byte[3 * Width * Height];
        picture.AsSpan().Fill(value);
        return picture;
    }

    private static (int Red, int Green, int Blue) At(byte[] picture, int x, int y)
    {
        int at = 3 * ((y * Width) + x);
        return (picture[at], picture[at + 1], picture[at + 2]);
    }
}
