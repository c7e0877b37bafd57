using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>The rows of an image in planes that one output row reads, gathered with zeros around them: the padded image never exists.</summary>
internal sealed unsafe class PlaneWindow(TensorBuffer planes, SlidingWindow window, Halo halo)
{
    /// <summary>How the gathered rows lie: [channels, kernel height, width with halo].</summary>
    public TensorBuffer Layout { get; } = TensorBuffer.Planar(planes.Channels, window.KernelHeight, planes.Width, new Halo(0, halo.Left, 0, halo.Right));

    /// <summary>Gathers the rows of output row <paramref name="y"/>.</summary>
    /// <param name="rows">As long as <see cref="Layout"/>; its sides are zero already.</param>
    public void Gather(int y, float* rows)
    {
        float* target = rows + Layout.Halo.Left;
        for (int channel = 0; channel < planes.Channels; channel++)
        {
            float* plane = planes.Origin + channel * planes.BlockStride;
            for (int tap = 0; tap < window.KernelHeight; tap++, target += Layout.RowStride)
            {
                int row = y * window.StrideY - window.PadTop + tap * window.DilationY;
                Span<float> line = new(target, planes.Width);
                if ((uint)row < (uint)planes.Height)
                    new ReadOnlySpan<float>(plane + row * planes.RowStride, planes.Width).CopyTo(line);
                else
                    line.Clear();
            }
        }
    }
}
