using System.Runtime.Intrinsics;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Preprocessing;

/// <summary>Three components of a pixel (YUV or RGB bytes as floats) to red, green and blue in 0…255: rgb = M · (components − origin).</summary>
/// <remarks>
/// From the luminance weights Kr and Kb of ITU-R BT.601-7 §2.5.1 (0.299, 0.114) and BT.709-6 §3.2 (0.2126, 0.0722);
/// limited range spreads Y over 16…235 and U, V over 16…240.
/// </remarks>
internal readonly struct ColorMatrix
{
    private readonly Vector128<float> _red;
    private readonly Vector128<float> _green;
    private readonly Vector128<float> _blue;

    private ColorMatrix(Vector128<float> red, Vector128<float> green, Vector128<float> blue)
    {
        _red = red;
        _green = green;
        _blue = blue;
    }

    /// <summary>Weights of the three components in red, then a constant.</summary>
    public Vector128<float> Red => _red;

    /// <summary>Weights of the three components in green, then a constant.</summary>
    public Vector128<float> Green => _green;

    /// <summary>Weights of the three components in blue, then a constant.</summary>
    public Vector128<float> Blue => _blue;

    public static ColorMatrix For(PixelFormat pixels, ColorEncoding encoding) => pixels switch
    {
        PixelFormat.Grey => new(Vector128.Create(1f, 0f, 0f, 0f), Vector128.Create(1f, 0f, 0f, 0f), Vector128.Create(1f, 0f, 0f, 0f)),
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => new(Vector128.Create(1f, 0f, 0f, 0f), Vector128.Create(0f, 1f, 0f, 0f), Vector128.Create(0f, 0f, 1f, 0f)),
        _ => encoding switch
        {
            ColorEncoding.Bt601Full => FromLuminance(0.299, 0.114, limited: false),
            ColorEncoding.Bt601Limited => FromLuminance(0.299, 0.114, limited: true),
            ColorEncoding.Bt709Limited => FromLuminance(0.2126, 0.0722, limited: true),
            ColorEncoding.Bt709Full => FromLuminance(0.2126, 0.0722, limited: false),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "The YUV encoding is unknown."),
        },
    };

    private static ColorMatrix FromLuminance(double kr, double kb, bool limited)
    {
        double kg = 1.0 - kr - kb;
        double y = limited ? 255.0 / 219.0 : 1.0, c = limited ? 255.0 / 224.0 : 1.0, black = limited ? 16.0 : 0.0;
        double redV = c * 2.0 * (1.0 - kr), blueU = c * 2.0 * (1.0 - kb);
        double greenU = -blueU * kb / kg, greenV = -redV * kr / kg;
        return new(Row(0.0, redV), Row(greenU, greenV), Row(blueU, 0.0));

        Vector128<float> Row(double u, double v) => Vector128.Create((float)y, (float)u, (float)v, (float)((-black * y) - (128.0 * (u + v))));
    }
}
