namespace EdgeVision.Inference.Tests.Kernels;

/// <summary>How far a kernel may be from its oracle.</summary>
internal static class Tolerances
{
    /// <summary>Some roundings of 6e-8 each: what a formula of two or three operations may lose, fused or not.</summary>
    public const double FewRoundings = 4e-7;

    /// <summary>
    /// The polynomial's own error and the roundings of a division and a product, relative. Without fused multiply-add its lower terms round
    /// once more, which they are too small to show; n · ln 2 is exact in either.
    /// </summary>
    public const double Exponential = 6e-7;

    /// <summary>
    /// A sum of products loses at most one rounding a term, or two (of 6e-8 each) where the processor multiplies and adds; random
    /// signs lose about the square root of that, √(2n) · 6e-8, which leaves a reserve of five.
    /// </summary>
    public static double Sum(int terms, double magnitude) => 1.2e-7 * Math.Sqrt(terms + 4) * 4 * magnitude;

    public static void AssertNear(double expected, float actual, double tolerance, string where)
    {
        if (!(Math.Abs(expected - actual) <= tolerance))
            Assert.Fail($"{where}: {actual} is not within {tolerance:E1} of {expected}");
    }
}
