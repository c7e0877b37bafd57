using EdgeVision.Pixels;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// Eight upright bars of the colours a camera's three channels make: white, yellow, cyan, green, magenta, red, blue, black. Found
/// again in a frame's bytes by the layouts and formulas of the kernel's V4L2 documentation ("Image Formats", "Detailed Colorspace Descriptions"),
/// with nothing of the product's own.
/// </summary>
internal static class ColorBars
{
    /// <summary>Channels of vivid's "75% Colorbar".</summary>
    public const int ThreeQuarters = 191;

    /// <summary>Channels of vivid's "100% Colorbar".</summary>
    public const int Full = 255;

    private static readonly (int Red, int Green, int Blue)[] s_bars = [(1, 1, 1), (1, 1, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1), (1, 0, 0), (0, 0, 1), (0, 0, 0)];

    /// <summary>Fails unless the bytes show the bars, each channel at 0 or <paramref name="level"/>.</summary>
    /// <param name="tolerance">Levels of 0…255 that a channel may be off, above 255 and below 0 too.</param>
    /// <param name="bars">How many of them, from the left, fill the picture.</param>
    public static void AssertShownIn(in FrameFormat format, ReadOnlySpan<byte> bytes, int level, double tolerance, int bars = 8)
    {
        foreach (int y in (int[])[0, 1, (format.Height / 2) | 1, format.Height - 1])
        {
            for (int bar = 0; bar < bars; bar++)
            {
                int x = ((2 * bar) + 1) * format.Width / (2 * bars);
                (double red, double green, double blue) expected = (level * s_bars[bar].Red, level * s_bars[bar].Green, level * s_bars[bar].Blue);
                // vivid's grey is BT.709's luminance, whatever the colour space.
                if (format.Pixels == PixelFormat.Grey)
                    expected.red = expected.green = expected.blue = (0.2126 * expected.red) + (0.7152 * expected.green) + (0.0722 * expected.blue);
                (double red, double green, double blue) = ColorAt(format, bytes, x, y);
                double worst = Math.Max(Math.Abs(red - expected.red), Math.Max(Math.Abs(green - expected.green), Math.Abs(blue - expected.blue)));
                Assert.True(worst <= tolerance, $"{format}: at ({x}, {y}) is ({red:F1}, {green:F1}, {blue:F1}), not {expected}");
            }
        }
    }

    /// <summary>The bars as RGB24.</summary>
    public static byte[] Rgb(int width, int height, int level)
    {
        var bytes = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++)
        {
            (int red, int green, int blue) = s_bars[i % width * s_bars.Length / width];
            (bytes[3 * i], bytes[(3 * i) + 1], bytes[(3 * i) + 2]) = ((byte)(level * red), (byte)(level * green), (byte)(level * blue));
        }

        return bytes;
    }

    /// <summary>The bars as YUYV, BT.601 in limited range, lines of two bytes a pixel even where that cuts the last pair.</summary>
    public static byte[] Yuyv(int width, int height, int level)
    {
        var bytes = new byte[width * height * 2];
        for (int i = 0; i < width * height; i++)
        {
            int x = i % width;
            (double y, double u, double v) = Yuv601(s_bars[x * s_bars.Length / width], level);
            bytes[2 * i] = (byte)Math.Round(y);
            bytes[(2 * i) + 1] = (byte)Math.Round(x % 2 == 0 ? u : v);
        }

        return bytes;
    }

    private static (double Y, double U, double V) Yuv601((int Red, int Green, int Blue) bar, int level)
    {
        double luma = ((0.299 * bar.Red) + (0.587 * bar.Green) + (0.114 * bar.Blue)) * level / 255.0;
        double u = ((bar.Blue * level / 255.0) - luma) / 1.772, v = ((bar.Red * level / 255.0) - luma) / 1.402;
        return (16 + (219 * luma), 128 + (224 * u), 128 + (224 * v));
    }

    private static (double Red, double Green, double Blue) ColorAt(in FrameFormat format, ReadOnlySpan<byte> bytes, int x, int y)
    {
        int line = y * format.Stride, chroma = format.Stride * format.Height, pair = line + (x / 2 * 4);
        switch (format.Pixels)
        {
            case PixelFormat.Yuyv:
                return FromYuv(bytes[line + (2 * x)], bytes[pair + 1], bytes[pair + 3], format.Encoding);
            case PixelFormat.Uyvy:
                return FromYuv(bytes[line + (2 * x) + 1], bytes[pair], bytes[pair + 2], format.Encoding);
            case PixelFormat.Nv12:
                int both = chroma + (y / 2 * format.Stride) + (x / 2 * 2);
                return FromYuv(bytes[line + x], bytes[both], bytes[both + 1], format.Encoding);
            case PixelFormat.Yuv420:
                int u = chroma + (y / 2 * (format.Stride / 2)) + (x / 2);
                return FromYuv(bytes[line + x], bytes[u], bytes[u + (format.Stride / 2 * (format.Height / 2))], format.Encoding);
            case PixelFormat.Grey:
                return (bytes[line + x], bytes[line + x], bytes[line + x]);
            case PixelFormat.Rgb24:
                return (bytes[line + (3 * x)], bytes[line + (3 * x) + 1], bytes[line + (3 * x) + 2]);
            case PixelFormat.Bgr24:
                return (bytes[line + (3 * x) + 2], bytes[line + (3 * x) + 1], bytes[line + (3 * x)]);
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format.Pixels, "Not a raw format.");
        }
    }

    private static (double Red, double Green, double Blue) FromYuv(byte y, byte u, byte v, ColorEncoding encoding)
    {
        bool limited = encoding is ColorEncoding.Bt601Limited or ColorEncoding.Bt709Limited;
        double luma = limited ? (y - 16) / 219.0 : y / 255.0, cb = (u - 128) / (limited ? 224.0 : 255.0), cr = (v - 128) / (limited ? 224.0 : 255.0);
        return encoding is ColorEncoding.Bt601Limited or ColorEncoding.Bt601Full
            ? (255 * (luma + (1.402 * cr)), 255 * (luma - (0.344136 * cb) - (0.714136 * cr)), 255 * (luma + (1.772 * cb)))
            : (255 * (luma + (1.5748 * cr)), 255 * (luma - (0.187324 * cb) - (0.468124 * cr)), 255 * (luma + (1.8556 * cb)));
    }
}
