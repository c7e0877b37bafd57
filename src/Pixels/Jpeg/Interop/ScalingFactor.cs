namespace EdgeVision.Pixels.Jpeg.Interop;

/// <summary>A size the decoder can produce directly: tjscalingfactor of turbojpeg.h.</summary>
internal readonly struct ScalingFactor
{
    public readonly int Numerator;
    public readonly int Denominator;

    public ScalingFactor(int numerator, int denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>Pixels left of <paramref name="length"/> pixels, rounded up as the library does (TJSCALED).</summary>
    public int Scale(int length) => (int)(((long)length * Numerator + Denominator - 1) / Denominator);
}
