using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>An image in blocks becomes [H, W, C], dense: the transposition before a detector's heads are joined.</summary>
internal sealed unsafe class ChannelsLastStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly delegate*<float*, nint, int, float*, int, void> _kernel;

    /// <param name="kernel">From <see cref="Kernels.KernelTable.BlockedToChannelsLast"/>.</param>
    public ChannelsLastStep(string name, TensorBuffer input, TensorBuffer output, delegate*<float*, nint, int, float*, int, void> kernel, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _kernel = kernel;
        Chunks = ChunksFor(threads, output.Length, input.Height);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int first, int end) = Part(_input.Height, chunk, Chunks);
        for (int y = first; y < end; y++)
        {
            _kernel(
                _input.Origin + y * _input.RowStride, _input.BlockStride, _input.Channels, _output.Start + (nint)y * _input.Width * _input.Channels,
                _input.Width);
        }
    }
}
