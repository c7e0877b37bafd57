namespace EdgeVision.TestKit;

/// <summary>Reads the golden inputs: PNG of 8-bit RGB without interlace, nothing else.</summary>
/// <param name="Pixels">[height, width, 3]</param>
public sealed record PngImage(int Width, int Height, byte[] Pixels)
{
    private const int Channels = 3;

    /// <summary>Decodes a file.</summary>
    public static PngImage Load(string path)
    {
        PngScanlines png = PngScanlines.Parse(File.ReadAllBytes(path));
        return png is { BitDepth: 8, ColorType: 2 }
            ? new PngImage(png.Width, png.Height, png.Bytes)
            : throw new NotSupportedException($"{path} is not 8-bit RGB.");
    }

    /// <summary>Writes x / 127.5 − 1 as [3, height, width].</summary>
    public void CopyNormalizedTo(Span<float> planes)
    {
        int area = Width * Height;
        for (int i = 0; i < area; i++)
        {
            for (int channel = 0; channel < Channels; channel++)
                planes[channel * area + i] = Pixels[i * Channels + channel] / 127.5f - 1f;
        }
    }
}
