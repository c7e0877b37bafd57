namespace EdgeVision.Inference.Preprocessing;

/// <summary>Horizontal taps of one colour component, addressing a band of samples that interleaves <see cref="BandKernel.Rows"/> rows.</summary>
/// <param name="taps">Weights along the axis.</param>
/// <param name="firstSample">Position of the component's first sample in the band.</param>
/// <param name="step">Samples from one of the component to the next; 2 for Y in YUYV.</param>
internal sealed class ComponentTaps(FilterTaps taps, int firstSample, int step)
{
    /// <summary>Weights for each output pixel.</summary>
    public int Count { get; } = taps.Count;

    /// <summary>Floats from one tap to the next.</summary>
    public int Step { get; } = step * BandKernel.Rows;

    /// <summary>First float of each output pixel's taps.</summary>
    public int[] Starts { get; } = [.. taps.Starts.Select(start => (firstSample + (start * step)) * BandKernel.Rows)];

    /// <summary>[outputs, <see cref="Count"/>].</summary>
    public float[] Weights { get; } = taps.Weights;
}
