using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Scales an image in blocks, row by row.</summary>
internal sealed unsafe class ResizeStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly ResizeTap[] _rows;
    private readonly ResizeArguments _template;
    private readonly delegate*<ResizeArguments*, void> _kernel;

    /// <param name="rows">For each output row, the input rows it is made of.</param>
    /// <param name="columns">For each output column, the input columns it is made of.</param>
    /// <param name="kernel">From <see cref="KernelTable"/>.</param>
    public ResizeStep(
        string name, TensorBuffer input, TensorBuffer output, ResizeTap[] rows, ResizeTap[] columns, delegate*<ResizeArguments*, void> kernel,
        AlignedMemory memory, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _rows = rows;
        _kernel = kernel;
        _template.Width = output.Width;
        _template.LeftOffsets = memory.Copy<int>([.. columns.Select(static column => column.First * ChannelBlock.Size)]);
        _template.RightOffsets = memory.Copy<int>([.. columns.Select(static column => column.Second * ChannelBlock.Size)]);
        _template.RightWeights = memory.Copy<float>([.. columns.Select(static column => column.SecondWeight)]);
        Chunks = ChunksFor(threads, output.Length * 3, output.Blocks * output.Height);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        ResizeArguments arguments = _template;
        (int first, int end) = Part(_output.Blocks * _output.Height, chunk, Chunks);
        for (int i = first; i < end; i++)
        {
            (int block, int y) = Math.DivRem(i, _output.Height);
            float* input = _input.Origin + block * _input.BlockStride;
            arguments.Upper = input + _rows[y].First * _input.RowStride;
            arguments.Lower = input + _rows[y].Second * _input.RowStride;
            arguments.LowerWeight = _rows[y].SecondWeight;
            arguments.Output = _output.Origin + block * _output.BlockStride + y * _output.RowStride;
            _kernel(&arguments);
        }
    }
}
