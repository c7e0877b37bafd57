using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>An image in blocks becomes planes.</summary>
internal sealed unsafe class BlockedToPlanarStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;

    /// <summary>Both buffers hold the same image.</summary>
    public BlockedToPlanarStep(string name, TensorBuffer input, TensorBuffer output, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        Chunks = ChunksFor(threads, output.Length, input.Blocks * input.Height);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int first, int end) = Part(_input.Blocks * _input.Height, chunk, Chunks);
        for (int i = first; i < end; i++)
        {
            (int block, int y) = Math.DivRem(i, _input.Height);
            int channel = block * ChannelBlock.Size;
            LayoutKernels.BlockedToPlanar(
                _input.Origin + block * _input.BlockStride + y * _input.RowStride,
                _output.Origin + channel * _output.BlockStride + y * _output.RowStride,
                _output.BlockStride,
                Math.Min(ChannelBlock.Size, _input.Channels - channel),
                _input.Width);
        }
    }
}
