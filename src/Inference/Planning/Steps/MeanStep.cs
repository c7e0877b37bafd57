using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>The mean of each run of a dense tensor.</summary>
internal sealed unsafe class MeanStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly int _run;
    private readonly delegate*<float*, nint, float> _kernel;

    /// <param name="run">Elements of a run, which are neighbours.</param>
    public MeanStep(string name, TensorBuffer input, TensorBuffer output, int run, delegate*<float*, nint, float> kernel, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _run = run;
        _kernel = kernel;
        Chunks = ChunksFor(threads, input.Length, (int)output.Length);
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int first, int end) = Part((int)_output.Length, chunk, Chunks);
        for (int i = first; i < end; i++)
            _output.Start[i] = _kernel(_input.Start + (nint)i * _run, _run);
    }
}
