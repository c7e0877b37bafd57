namespace EdgeVision.Workbench.Drawing;

/// <summary>A colour of eight bits a channel.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    public static Color Black => new(0, 0, 0);

    public static Color White => new(255, 255, 255);

    /// <summary>The black or white that is easier to read on this colour (luminance of ITU-R BT.601).</summary>
    public Color Readable => 299 * Red + 587 * Green + 114 * Blue > 140_000 ? Black : White;

    /// <summary>A bright colour for a class; the golden angle keeps neighbouring classes far apart in hue.</summary>
    public static Color ForLabel(int labelIndex)
    {
        float hue = labelIndex * 137.508f % 360f / 60f;
        float second = 1f - MathF.Abs(hue % 2f - 1f);
        (float red, float green, float blue) = (int)hue switch
        {
            0 => (1f, second, 0f),
            1 => (second, 1f, 0f),
            2 => (0f, 1f, second),
            3 => (0f, second, 1f),
            4 => (second, 0f, 1f),
            _ => (1f, 0f, second),
        };
        return new Color((byte)(55f + 200f * red), (byte)(55f + 200f * green), (byte)(55f + 200f * blue));
    }
}
