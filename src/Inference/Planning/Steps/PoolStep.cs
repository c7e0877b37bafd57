using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>AveragePool, MaxPool and GlobalAveragePool of an image in blocks. Windows are cut at the edge, so no halo is needed.</summary>
internal sealed unsafe class PoolStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly Pool _pool;
    private readonly delegate*<float*, nint, int, int, float, float*, void> _kernel;

    /// <param name="kernel">From <see cref="Kernels.KernelTable"/>, for the kind of <paramref name="pool"/>. Its window is not dilated.</param>
    public PoolStep(string name, TensorBuffer input, TensorBuffer output, Pool pool, delegate*<float*, nint, int, int, float, float*, void> kernel, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _pool = pool;
        _kernel = kernel;
        Chunks = ChunksFor(threads, output.Length * pool.Window.KernelHeight * pool.Window.KernelWidth, output.Blocks * output.Height);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        SlidingWindow window = _pool.Window;
        (int first, int end) = Part(_output.Blocks * _output.Height, chunk, Chunks);
        for (int i = first; i < end; i++)
        {
            (int block, int y) = Math.DivRem(i, _output.Height);
            float* input = _input.Origin + block * _input.BlockStride;
            float* output = _output.Origin + block * _output.BlockStride + y * _output.RowStride;
            (int top, int bottom, int countedRows) = Cut(y * window.StrideY - window.PadTop, window.KernelHeight, _input.Height, window.PadBottom);
            for (int x = 0; x < _output.Width; x++, output += _output.PixelStride)
            {
                (int left, int right, int countedColumns) = Cut(x * window.StrideX - window.PadLeft, window.KernelWidth, _input.Width, window.PadRight);
                int pixels = _pool.CountsPadding ? countedRows * countedColumns : (bottom - top) * (right - left);
                _kernel(input + top * _input.RowStride + left * _input.PixelStride, _input.RowStride, bottom - top, right - left, 1f / pixels, output);
            }
        }
    }

    // The window inside the image, and how many of its pixels count where padding does: those up to the padded edge.
    private static (int Begin, int End, int Counted) Cut(int start, int kernel, int size, int padAfter) =>
        (Math.Max(start, 0), Math.Min(start + kernel, size), Math.Min(start + kernel, size + padAfter) - start);
}
