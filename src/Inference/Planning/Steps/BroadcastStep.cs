using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// One function of every pair of elements of two dense tensors that broadcast in any way: the general, slower sibling of <see cref="BinaryStep"/>.
/// </summary>
internal sealed unsafe class BroadcastStep : Step
{
    private readonly TensorBuffer _left;
    private readonly TensorBuffer _right;
    private readonly TensorBuffer _output;
    private readonly delegate*<float*, float*, float*, nint, void> _kernel;
    private readonly int[] _dimensions;
    private readonly int[] _leftStrides;
    private readonly int[] _rightStrides;
    private readonly int _run;

    /// <param name="kernel">Works on runs of <paramref name="run"/> output elements; the form fits how the operands repeat within one.</param>
    /// <param name="dimensions">Of the output without the run, outermost first.</param>
    /// <param name="leftStrides">For each dimension, in floats; 0 where the left repeats.</param>
    /// <param name="rightStrides">For each dimension, in floats; 0 where the right repeats.</param>
    public BroadcastStep(
        string name, TensorBuffer left, TensorBuffer right, TensorBuffer output, delegate*<float*, float*, float*, nint, void> kernel, int[] dimensions,
        int[] leftStrides, int[] rightStrides, int run, int threads)
        : base(name)
    {
        _left = left;
        _right = right;
        _output = output;
        _kernel = kernel;
        _dimensions = dimensions;
        _leftStrides = leftStrides;
        _rightStrides = rightStrides;
        _run = run;
        Chunks = ChunksFor(threads, output.Length, (int)(output.Length / run));
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int first, int end) = Part((int)(_output.Length / _run), chunk, Chunks);
        for (int i = first; i < end; i++)
        {
            nint left = 0, right = 0;
            int rest = i;
            for (int axis = _dimensions.Length - 1; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, _dimensions[axis]);
                left += (nint)index * _leftStrides[axis];
                right += (nint)index * _rightStrides[axis];
            }

            _kernel(_left.Start + left, _right.Start + right, _output.Start + (nint)i * _run, _run);
        }
    }
}
