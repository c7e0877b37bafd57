using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Pixels.Tests;

/// <summary>Pictures made here, so that the tests need no files.</summary>
internal static class TestPictures
{
    /// <summary>RGB24: red rises to the right, green downwards, blue is constant.</summary>
    public static byte[] Gradient(int width, int height, byte blue = 64)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = (y * width + x) * 3;
                pixels[at] = (byte)(255 * x / Math.Max(1, width - 1));
                pixels[at + 1] = (byte)(255 * y / Math.Max(1, height - 1));
                pixels[at + 2] = blue;
            }
        }

        return pixels;
    }

    /// <summary>The gradient as a JPEG; <paramref name="blue"/> tells pictures apart.</summary>
    public static byte[] Jpeg(int width = 64, int height = 48, byte blue = 64)
    {
        using JpegEncoder encoder = new();
        return encoder.Encode(Gradient(width, height, blue), FrameFormat.Packed(PixelFormat.Rgb24, width, height)).ToArray();
    }

    /// <summary>Average blue of a JPEG, which <see cref="Jpeg"/> put in.</summary>
    public static int BlueOf(ReadOnlySpan<byte> jpeg)
    {
        using JpegDecoder decoder = new();
        using PixelBuffer pixels = new();
        DecodedPicture picture = decoder.Decode(jpeg, 0, 0, pixels);
        long sum = 0;
        int count = picture.Format.Width * picture.Format.Height;
        for (int i = 0; i < count; i++)
            sum += pixels.Bytes[i * 3 + 2];
        return (int)((sum + count / 2) / count);
    }

    /// <summary>A JPEG without the segments of one marker code, for example 0xC4 for Huffman tables.</summary>
    public static byte[] WithoutSegment(byte[] jpeg, byte code)
    {
        List<byte> kept = [0xFF, 0xD8];
        int at = 2;
        while (jpeg[at + 1] != 0xDA)
        {
            int length = 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]);
            if (jpeg[at + 1] != code)
                kept.AddRange(jpeg[at..(at + length)]);
            at += length;
        }

        kept.AddRange(jpeg[at..]);
        return [.. kept];
    }

    /// <summary>A JPEG with the size in its header replaced.</summary>
    public static byte[] WithSize(byte[] jpeg, int width, int height)
    {
        byte[] changed = [.. jpeg];
        int at = 2;
        while (changed[at + 1] is not (0xC0 or 0xC2))
            at += 2 + (changed[at + 2] << 8 | changed[at + 3]);
        changed[at + 5] = (byte)(height >> 8);
        changed[at + 6] = (byte)height;
        changed[at + 7] = (byte)(width >> 8);
        changed[at + 8] = (byte)width;
        return changed;
    }
}
