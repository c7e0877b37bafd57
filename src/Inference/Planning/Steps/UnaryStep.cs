using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>One function of every element. Two dense tensors, or two images in blocks of one size; may be the same buffer.</summary>
internal sealed unsafe class UnaryStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly delegate*<float*, float*, nint, float, float, void> _kernel;
    private readonly float _alpha;
    private readonly float _beta;
    private readonly ElementRows _rows;

    /// <param name="kernel">From <see cref="KernelTable.Unary"/>.</param>
    public UnaryStep(
        string name, TensorBuffer input, TensorBuffer output, delegate*<float*, float*, nint, float, float, void> kernel, float alpha, float beta, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _kernel = kernel;
        _alpha = alpha;
        _beta = beta;
        _rows = ElementRows.Of(output, input);
        Chunks = ChunksFor(threads, output.Length, _rows.Count);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        if (_input != _output)
            HaloClearing.Clear(_output, chunk, Chunks);
        (int first, int end) = Part(_rows.Count, chunk, Chunks);
        for (int row = first; row < end; row++)
            _kernel(_rows.At(_input, row), _rows.At(_output, row), _rows.Length(row), _alpha, _beta);
    }
}
