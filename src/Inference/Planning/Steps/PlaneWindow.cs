using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>The rows of an image in planes that a few output rows read, gathered with zeros around them: the padded image never exists.</summary>
/// <param name="outputRows">The most that are gathered for at once.</param>
internal sealed unsafe class PlaneWindow(TensorBuffer planes, SlidingWindow window, Halo halo, int outputRows)
{
    private readonly int _span = (window.KernelHeight - 1) * window.DilationY + 1;

    /// <summary>How the gathered rows lie: planes with zeros at the sides.</summary>
    public TensorBuffer Layout { get; } = TensorBuffer.Planar(
        planes.Channels, (outputRows - 1) * window.StrideY + (window.KernelHeight - 1) * window.DilationY + 1, planes.Width, new Halo(0, halo.Left, 0, halo.Right));

    /// <summary>The most output rows that are gathered for at once.</summary>
    public int OutputRows => outputRows;

    /// <summary>Gathers what output rows <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> read.</summary>
    /// <param name="gathered">As long as <see cref="Layout"/>; its sides are zero already.</param>
    public void Gather(int first, int count, float* gathered)
    {
        int top = first * window.StrideY - window.PadTop, rows = (count - 1) * window.StrideY + _span;
        for (int channel = 0; channel < planes.Channels; channel++)
        {
            float* plane = planes.Origin + channel * planes.BlockStride;
            float* target = gathered + channel * Layout.BlockStride + Layout.Halo.Left;
            for (int row = top; row < top + rows; row++, target += Layout.RowStride)
            {
                Span<float> line = new(target, planes.Width);
                if ((uint)row < (uint)planes.Height)
                    new ReadOnlySpan<float>(plane + row * planes.RowStride, planes.Width).CopyTo(line);
                else
                    line.Clear();
            }
        }
    }
}
