using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>[H, W, C], dense, becomes an image in blocks.</summary>
internal sealed unsafe class ChannelsFirstStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;

    /// <summary>The output has no halo.</summary>
    public ChannelsFirstStep(string name, TensorBuffer input, TensorBuffer output, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        Chunks = ChunksFor(threads, output.Length, output.Height * output.Width);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int first, int end) = Part(_output.Height * _output.Width, chunk, Chunks);
        for (int pixel = first; pixel < end; pixel++)
        {
            for (int channel = 0; channel < _output.Channels; channel += ChannelBlock.Size)
            {
                int length = Math.Min(ChannelBlock.Size, _output.Channels - channel);
                float* block = _output.Start + channel / ChannelBlock.Size * _output.BlockStride + (nint)pixel * ChannelBlock.Size;
                new ReadOnlySpan<float>(_input.Start + (nint)pixel * _output.Channels + channel, length).CopyTo(new Span<float>(block, length));
            }
        }
    }
}
