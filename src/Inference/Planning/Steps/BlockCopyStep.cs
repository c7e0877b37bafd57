using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Copies whole blocks of channels into an image of more channels: one input of a Concat whose channels are a multiple of 16 up to there.</summary>
internal sealed unsafe class BlockCopyStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly int _firstBlock;
    private readonly bool _clearsHalo;

    /// <param name="clearsHalo">This step of those that write <paramref name="output"/> also zeroes its halo.</param>
    public BlockCopyStep(string name, TensorBuffer input, TensorBuffer output, int firstBlock, bool clearsHalo, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _firstBlock = firstBlock;
        _clearsHalo = clearsHalo;
        Chunks = ChunksFor(threads, input.Length, input.Blocks * input.Height);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        if (_clearsHalo)
            HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_input.Blocks * _input.Height, chunk, Chunks);
        long bytes = (long)_input.Width * _input.PixelStride * sizeof(float);
        for (int i = first; i < end; i++)
        {
            (int block, int y) = Math.DivRem(i, _input.Height);
            Buffer.MemoryCopy(
                _input.Origin + block * _input.BlockStride + y * _input.RowStride,
                _output.Origin + (_firstBlock + block) * _output.BlockStride + y * _output.RowStride,
                bytes,
                bytes);
        }
    }
}
