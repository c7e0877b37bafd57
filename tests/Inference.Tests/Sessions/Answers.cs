namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>Compares what two engines made of one input.</summary>
internal static class Answers
{
    // Of the output's range: the engines add the same products in another order.
    private const double Tolerance = 1e-4;

    /// <summary>Close everywhere, and the same best unless the two best are as close as that.</summary>
    public static void AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity, difference = 0;
        int best = 0, actualBest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(float.IsFinite(actual[i]) && float.IsFinite(expected[i]), what);
            least = Math.Min(least, expected[i]);
            greatest = Math.Max(greatest, expected[i]);
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
            best = expected[i] > expected[best] ? i : best;
            actualBest = actual[i] > actual[actualBest] ? i : actualBest;
        }

        Assert.True(difference <= Tolerance * (greatest - least), $"{what}: differs by {difference / (greatest - least):E2} of the range");
        Assert.True(best == actualBest || expected[best] - expected[actualBest] <= Tolerance * (greatest - least), $"{what}: another best");
    }
}
