namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Copies planes into planes with a halo, for the first convolution.</summary>
internal sealed unsafe class PadPlanesStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;

    /// <summary>Both buffers hold the same image.</summary>
    public PadPlanesStep(string name, TensorBuffer input, TensorBuffer output, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        Chunks = ChunksFor(threads, output.Length, output.Blocks * output.Height);
    }

    /// <inheritdoc/>
    public override void Bind()
    {
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_output.Blocks * _output.Height, chunk, Chunks);
        long bytes = (long)_output.Width * sizeof(float);
        for (int i = first; i < end; i++)
        {
            (int plane, int y) = Math.DivRem(i, _output.Height);
            Buffer.MemoryCopy(_input.Origin + plane * _input.BlockStride + y * _input.RowStride, _output.Origin + plane * _output.BlockStride + y * _output.RowStride, bytes, bytes);
        }
    }
}
