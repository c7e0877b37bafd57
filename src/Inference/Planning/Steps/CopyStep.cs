using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// Moves a box of elements from one dense tensor to another, each with strides of its own: Transpose, Slice, Split, Concat and Pad are all this.
/// </summary>
internal sealed unsafe class CopyStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly StridedBox _box;
    private readonly int _rows;

    /// <param name="box">What to move.</param>
    public CopyStep(string name, TensorBuffer input, TensorBuffer output, StridedBox box, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _box = box.Collapsed();
        _rows = 1;
        foreach (int dimension in _box.Dimensions.AsSpan()[..^1])
            _rows = checked(_rows * dimension);
        Chunks = ChunksFor(threads, (long)_rows * _box.Dimensions[^1], _rows);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        int[] dimensions = _box.Dimensions;
        int last = dimensions.Length - 1;
        int length = dimensions[last];
        nint inputStep = _box.InputStrides[last], outputStep = _box.OutputStrides[last];
        (int first, int end) = Part(_rows, chunk, Chunks);
        for (int row = first; row < end; row++)
        {
            nint from = _box.InputOffset, to = _box.OutputOffset;
            int rest = row;
            for (int axis = last - 1; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, dimensions[axis]);
                from += (nint)index * _box.InputStrides[axis];
                to += (nint)index * _box.OutputStrides[axis];
            }

            float* x = _input.Start + from;
            float* y = _output.Start + to;
            if (inputStep == 1 && outputStep == 1)
            {
                new ReadOnlySpan<float>(x, length).CopyTo(new Span<float>(y, length));
                continue;
            }

            for (int i = 0; i < length; i++, x += inputStep, y += outputStep)
                *y = *x;
        }
    }
}
