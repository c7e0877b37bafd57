namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>Paints the golden picture in whole numbers: a wall, a floor, a disc, a box and a board of squares under some grain.</summary>
internal static class GoldenPicturePainter
{
    /// <summary>Pixels a line; neither size divides a network's input.</summary>
    public const int Width = 119;

    /// <summary>Lines.</summary>
    public const int Height = 90;

    private const int Grain = 17;

    /// <summary>[height, width, 3]: red, green, blue.</summary>
    public static byte[] Paint()
    {
        byte[] pixels = new byte[3 * Width * Height];
        uint noise = 1;
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / 3 % Width, y = i / 3 / Width;
            (int Red, int Green, int Blue) color = ColorAt(x, y);
            int channel = (i % 3) switch { 0 => color.Red, 1 => color.Green, _ => color.Blue };
            // The generator of Numerical Recipes (Press et al., §7.1), whose upper bits are good enough for grain.
            noise = noise * 1664525 + 1013904223;
            pixels[i] = (byte)Math.Clamp(channel + (int)(noise >> 16) % Grain - Grain / 2, 0, 255);
        }

        return pixels;
    }

    private static (int Red, int Green, int Blue) ColorAt(int x, int y)
    {
        if (Square(x - 36) + Square(y - 34) < Square(20))
            return (214, 60 + 2 * y, 40);
        if (x is >= 66 and < 104 && y is >= 44 and < 76)
            return (30, 90, 150 + x / 2);
        if (x is >= 76 and < 112 && y is >= 8 and < 32)
            return (x / 6 + y / 6) % 2 == 0 ? (240, 240, 225) : (25, 25, 30);
        return y < 62 ? (150 - y, 170 - y / 2, 130 + y) : (70 + y / 2, 110 - x / 3, 50);
    }

    private static int Square(int number) => number * number;
}
