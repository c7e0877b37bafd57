namespace EdgeVision.Workbench.Networks;

/// <summary>How many channels a layer keeps when its width is scaled.</summary>
internal static class Channels
{
    private const int Divisor = 8;

    /// <summary>
    /// The nearest multiple of 8, at least 8, and the next one where the nearest would be below 90 % of <paramref name="channels"/>: TF-slim's and
    /// torchvision's <c>make_divisible</c>. MobileNetV1's reference code only cuts off the fraction; for the α of its paper both say the same.
    /// </summary>
    public static int Round(double channels)
    {
        int rounded = Math.Max(Divisor, (int)(channels + Divisor / 2.0) / Divisor * Divisor);
        return rounded < 0.9 * channels ? rounded + Divisor : rounded;
    }

    /// <summary>The channels of a table, scaled by the width multiplier.</summary>
    public static int Scale(int channels, double alpha) => Round(channels * alpha);
}
