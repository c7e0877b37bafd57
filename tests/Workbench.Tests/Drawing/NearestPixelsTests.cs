using EdgeVision.Workbench.Drawing;

namespace EdgeVision.Workbench.Tests.Drawing;

public sealed class NearestPixelsTests
{
    [Fact]
    public void TakesThePixelThatHoldsTheCentre()
    {
        // Centres at 0.3, 0.9, 1.5, 2.1, 2.7 of three columns; 0.75 and 2.25 of three lines.
        byte[] source = [1, 2, 3, 4, 5, 6, 7, 8, 9], scaled = new byte[10];

        NearestPixels.Scale(source, 3, 3, scaled, 5, 2);

        Assert.Equal([1, 1, 2, 3, 3, 7, 7, 8, 9, 9], scaled);
    }

    [Fact]
    public void TheSameSizeStaysTheSame()
    {
        byte[] source = [1, 2, 3, 4, 5, 6], scaled = new byte[6];

        NearestPixels.Scale(source, 2, 3, scaled, 2, 3);

        Assert.Equal(source, scaled);
    }
}
