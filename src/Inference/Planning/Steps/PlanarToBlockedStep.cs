using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>An image in planes becomes blocks.</summary>
internal sealed unsafe class PlanarToBlockedStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;

    /// <summary>Both buffers hold the same image.</summary>
    public PlanarToBlockedStep(string name, TensorBuffer input, TensorBuffer output, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        Chunks = ChunksFor(threads, output.Length, output.Blocks * output.Height);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_output.Blocks * _output.Height, chunk, Chunks);
        for (int i = first; i < end; i++)
        {
            (int block, int y) = Math.DivRem(i, _output.Height);
            int channel = block * ChannelBlock.Size;
            LayoutKernels.PlanarToBlocked(
                _input.Origin + channel * _input.BlockStride + y * _input.RowStride,
                _input.BlockStride,
                Math.Min(ChannelBlock.Size, _output.Channels - channel),
                _output.Origin + block * _output.BlockStride + y * _output.RowStride,
                _output.Width);
        }
    }
}
