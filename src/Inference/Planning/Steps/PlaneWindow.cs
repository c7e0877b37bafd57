using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>The rows of an image in planes that a few output rows read, gathered with zeros around them: the padded image never exists.</summary>
internal sealed unsafe class PlaneWindow(TensorBuffer planes, SlidingWindow window, Halo halo)
{
    // Within the smallest first-level cache there is, where what is gathered is read from.
    private const long MaxBytes = 24 * 1024;

    /// <summary>The most output rows that are gathered for at once; at least 1.</summary>
    public int OutputRows { get; } = RowsWithin(MaxBytes / sizeof(float) / planes.Channels / (halo.Left + planes.Width + halo.Right), window);

    /// <summary>How the gathered rows lie: planes with zeros at the sides.</summary>
    public TensorBuffer Layout =>
        field ??= TensorBuffer.Planar(planes.Channels, window.RowsSeenBy(OutputRows), planes.Width, new Halo(0, halo.Left, 0, halo.Right));

    /// <summary>Gathers what output rows <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> read.</summary>
    /// <param name="gathered">As long as <see cref="Layout"/>; its sides are zero already.</param>
    public void Gather(int first, int count, float* gathered)
    {
        int top = first * window.StrideY - window.PadTop, rows = window.RowsSeenBy(count);
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

            // The next ones are fetched while these are read.
            int next = Math.Max(top + rows, 0), end = Math.Min(next + OutputRows * window.StrideY, planes.Height);
            Prefetch.Range(plane + next * planes.RowStride, plane + end * planes.RowStride);
        }
    }

    // How many windows one below the other fit into so many rows.
    private static int RowsWithin(long rows, SlidingWindow window) =>
        (int)Math.Max(1, (rows - window.RowsSeenBy(1)) / window.StrideY + 1);
}
