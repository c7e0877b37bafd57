using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Softmax over each run of a dense tensor.</summary>
internal sealed unsafe class SoftmaxStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly int _run;
    private readonly delegate*<float*, float*, nint, void> _kernel;

    /// <param name="run">Elements that add up to 1, which are neighbours.</param>
    public SoftmaxStep(string name, TensorBuffer input, TensorBuffer output, int run, delegate*<float*, float*, nint, void> kernel, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _run = run;
        _kernel = kernel;
        Chunks = ChunksFor(threads, input.Length * 10, (int)(output.Length / run));
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int first, int end) = Part((int)(_output.Length / _run), chunk, Chunks);
        for (int i = first; i < end; i++)
            _kernel(_input.Start + (nint)i * _run, _output.Start + (nint)i * _run, _run);
    }
}
