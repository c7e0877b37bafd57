namespace EdgeVision.Inference.Preprocessing;

/// <summary>
/// Weights of a triangle filter that resamples one axis: as wide as the reduction, so nothing is skipped when shrinking, and equal to linear
/// interpolation when enlarging. Samples beyond the edge are left out and the rest weighs more.
/// </summary>
internal sealed class FilterTaps
{
    private FilterTaps(int count, int[] starts, float[] weights)
    {
        Count = count;
        Starts = starts;
        Weights = weights;
    }

    /// <summary>Weights for each output sample; the same for all, padded with zeros.</summary>
    public int Count { get; }

    /// <summary>First source sample of each output sample; <see cref="Starts"/>[i] + <see cref="Count"/> never passes the source's end.</summary>
    public int[] Starts { get; }

    /// <summary>[outputs, <see cref="Count"/>]; each row sums to 1.</summary>
    public float[] Weights { get; }

    /// <summary>Taps for an axis whose samples are pixels.</summary>
    public static FilterTaps ForPixels(int source, int output) => Build(source, output, (double)source / output, 0);

    /// <summary>Taps for a chrominance axis with half as many samples, rounded up, as the <paramref name="pixels"/> it colours.</summary>
    /// <param name="centred">
    /// Whether a sample sits between its two pixels (JPEG; the lines of MPEG-2 video) or on the first of them (the columns of MPEG-2 video, ITU-R BT.601).
    /// </param>
    public static FilterTaps ForChroma(int pixels, int output, bool centred) =>
        Build((pixels + 1) / 2, output, pixels / 2.0 / output, centred ? 0 : 0.25);

    /// <param name="scale">Source samples per output sample.</param>
    /// <param name="shift">Source samples by which the grid of sources lies before that of outputs.</param>
    private static FilterTaps Build(int source, int output, double scale, double shift)
    {
        double support = Math.Max(scale, 1.0);
        var starts = new int[output];
        var windows = new double[output][];
        for (int i = 0; i < output; i++)
        {
            double center = ((i + 0.5) * scale) + shift;
            int start = Math.Clamp((int)(center - support + 0.5), 0, source - 1);
            int end = Math.Clamp((int)(center + support + 0.5), start + 1, source);
            double[] window = [.. Enumerable.Range(start, end - start).Select(k => Math.Max(0.0, 1.0 - (Math.Abs(k + 0.5 - center) / support)))];
            int last = Math.Max(Array.FindLastIndex(window, static weight => weight > 0.0), 0);
            int first = Math.Clamp(Array.FindIndex(window, static weight => weight > 0.0), 0, last);
            double[] kept = window[first..(last + 1)];
            double sum = kept.Sum();
            starts[i] = start + first;
            windows[i] = sum > 0.0 ? [.. kept.Select(weight => weight / sum)] : [1.0];
        }

        int count = windows.Max(static window => window.Length);
        var weights = new float[output * count];
        for (int i = 0; i < output; i++)
        {
            int start = Math.Min(starts[i], source - count);
            for (int k = 0; k < windows[i].Length; k++)
                weights[(i * count) + starts[i] - start + k] = (float)windows[i][k];
            starts[i] = start;
        }

        return new FilterTaps(count, starts, weights);
    }
}
