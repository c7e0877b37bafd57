using System.Diagnostics;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning;

/// <summary>A network ready to run: ordered steps over one arena. Everything is decided; running allocates nothing and looks at no operator.</summary>
internal sealed unsafe class ExecutionPlan : IDisposable
{
    private readonly Step[] _steps;
    private readonly TensorBuffer[] _inputs;
    private readonly TensorBuffer[] _outputs;
    private readonly AlignedMemory _memory;
    private readonly WorkerPool _workers;

    /// <summary>Takes over <paramref name="memory"/> and <paramref name="workers"/>.</summary>
    public ExecutionPlan(
        Step[] steps, StepDescription[] descriptions, long arenaBytes, TensorSpec[] inputs, TensorBuffer[] inputBuffers, TensorSpec[] outputs,
        TensorBuffer[] outputBuffers, string[] kernels, long multiplyAdds, AlignedMemory memory, WorkerPool workers)
    {
        _steps = steps;
        Descriptions = descriptions;
        ArenaBytes = arenaBytes;
        Inputs = inputs;
        _inputs = inputBuffers;
        Outputs = outputs;
        _outputs = outputBuffers;
        Kernels = kernels;
        MultiplyAdds = multiplyAdds;
        _memory = memory;
        _workers = workers;
    }

    /// <summary>In file order.</summary>
    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>In the order they run.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>What each of <see cref="Steps"/> is.</summary>
    public IReadOnlyList<StepDescription> Descriptions { get; }

    /// <summary>Bytes of all activations.</summary>
    public long ArenaBytes { get; }

    /// <summary>The spelled names of the kernels in use, each once.</summary>
    public IReadOnlyList<string> Kernels { get; }

    /// <summary>Multiplications with weights of the model in one run.</summary>
    public long MultiplyAdds { get; }

    /// <summary>Bytes of weights, tables and arena.</summary>
    public long Bytes => _memory.Bytes;

    /// <inheritdoc cref="WorkerPool.Start"/>
    public void StartWorkers() => _workers.Start();

    /// <summary>Address of input <paramref name="index"/>.</summary>
    public float* Input(int index) => _inputs[index].Start;

    /// <summary>Address of output <paramref name="index"/>.</summary>
    public float* Output(int index) => _outputs[index].Start;

    /// <summary>Computes the outputs.</summary>
    public void Run()
    {
        foreach (Step step in _steps)
            _workers.Run(step);
    }

    /// <summary>Computes the outputs and adds each step's time, in ticks of the <see cref="Stopwatch"/>, to its row of <paramref name="ticks"/>.</summary>
    /// <param name="ticks">A list for each of <see cref="Steps"/>.</param>
    public void Run(IReadOnlyList<List<long>> ticks)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _steps.Length; i++)
        {
            _workers.Run(_steps[i]);
            long end = Stopwatch.GetTimestamp();
            ticks[i].Add(end - start);
            start = end;
        }
    }

    /// <summary>Ends the workers and gives the memory back.</summary>
    public void Dispose()
    {
        _workers.Dispose();
        _memory.Dispose();
    }
}
