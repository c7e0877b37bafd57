using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>One function of every pair of elements of two tensors in the same layout, of which one may repeat; the output may be either's buffer.</summary>
internal sealed unsafe class BinaryStep : Step
{
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _output;
    private readonly delegate*<float*, float*, float*, nint, void> _kernel;
    private readonly OperandBroadcast _broadcast;
    private readonly ElementRows _rows;

    /// <param name="kernel">From <see cref="Kernels.KernelTable.Binary"/>, of the form that fits <paramref name="broadcast"/>.</param>
    public BinaryStep(
        string name, TensorBuffer left, TensorBuffer right, TensorBuffer output, delegate*<float*, float*, float*, nint, void> kernel,
        OperandBroadcast broadcast, int threads)
        : base(name)
    {
        _left = left;
        _right = right;
        _output = output;
        _kernel = kernel;
        _broadcast = broadcast;
        _rows = broadcast switch
        {
            OperandBroadcast.None => ElementRows.Of(output, left, right),
            OperandBroadcast.LeftScalar => ElementRows.Of(output, right),
            OperandBroadcast.RightScalar => ElementRows.Of(output, left),
            OperandBroadcast.LeftChannel => ElementRows.OfBlocks(output, right),
            _ => ElementRows.OfBlocks(output, left),
        };
        Chunks = ChunksFor(threads, output.Length, _rows.Count);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        if (_output != _left && _output != _right)
            HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_rows.Count, chunk, Chunks);
        for (int row = first; row < end; row++)
        {
            float* left = _broadcast switch
            {
                OperandBroadcast.LeftScalar => _left.Origin,
                OperandBroadcast.LeftChannel => _left.Origin + _rows.BlockOf(row) * _left.BlockStride,
                _ => _rows.At(_left, row),
            };
            float* right = _broadcast switch
            {
                OperandBroadcast.RightScalar => _right.Origin,
                OperandBroadcast.RightChannel => _right.Origin + _rows.BlockOf(row) * _right.BlockStride,
                _ => _rows.At(_right, row),
            };
            _kernel(left, right, _rows.At(_output, row), _rows.Length(row));
        }
    }
}
