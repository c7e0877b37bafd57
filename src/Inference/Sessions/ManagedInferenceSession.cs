using System.Diagnostics;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Optimization;
using EdgeVision.Inference.Planning;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Sessions;

/// <summary>A model run by the managed engine of this assembly: vector kernels written in C#, weights packed once, no allocation while it runs.</summary>
public sealed unsafe class ManagedInferenceSession : IInferenceSession
{
    private readonly ExecutionPlan _plan;
    private bool _disposed;

    private ManagedInferenceSession(ExecutionPlan plan, bool defersWorkers = false)
    {
        _plan = plan;
        if (!defersWorkers)
            plan.StartWorkers();
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Inputs => _plan.Inputs;

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Outputs => _plan.Outputs;

    /// <summary>The spelled names of the kernels in use, for example "f32-conv-14x2-lanes512": see docs/kernels.md.</summary>
    public IReadOnlyList<string> Kernels => _plan.Kernels;

    /// <summary>Bytes of packed weights, tables and activations outside the managed heap.</summary>
    public long NativeBytes => _plan.Bytes;

    /// <summary>Bytes of all activations; part of <see cref="NativeBytes"/>.</summary>
    public long ArenaBytes => _plan.ArenaBytes;

    /// <summary>Multiplications with weights of the model in one run.</summary>
    public long MultiplyAdds => _plan.MultiplyAdds;

    internal ExecutionPlan Plan => _plan;

    /// <summary>Reads, optimises and plans an ONNX file. The file is not needed afterwards.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, or asks for what this engine does not do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is not 1 to 64.</exception>
    public static ManagedInferenceSession Open(ModelFile model, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(model, KernelTable.Widest, ThreadsOf(options), options.DefersWorkers);
    }

    internal static ManagedInferenceSession Open(ModelFile model, KernelTable kernels, int threads, bool defersWorkers = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireThreads(threads);
        try
        {
            using ComputationGraph graph = OnnxModelReader.Load(model);
            GraphOptimizer.Default.Optimize(graph);
            return new ManagedInferenceSession(Planner.Make(graph, kernels, threads), defersWorkers);
        }
        catch (UnusableModelException exception)
        {
            throw model.Error(exception);
        }
        catch (Exception exception) when (exception is not (ModelFormatException or IOException or UnauthorizedAccessException))
        {
            // A file may be anything: an exception that no check foresaw is a refusal, too.
            string reason = exception switch
            {
                OutOfMemoryException => "this machine has too little memory for it",
                ShapeException => exception.Message,
                _ => $"the managed engine cannot plan it ({exception.GetType().Name}: {exception.Message.TrimEnd('.')})",
            };
            throw model.Error(reason, exception);
        }
    }

    /// <summary>Optimises and plans a graph that no file holds; it is not needed afterwards. What cannot be run is named by the graph's own name.</summary>
    /// <exception cref="ModelFormatException">The engine cannot run it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is not 1 to 64.</exception>
    internal static ManagedInferenceSession Open(ComputationGraph graph, EngineOptions options)
    {
        int threads = ThreadsOf(options);
        RequireThreads(threads);
        GraphOptimizer.Default.Optimize(graph);
        return Open(graph, KernelTable.Widest, threads);
    }

    /// <summary>Plans a graph that no file holds as it is.</summary>
    /// <inheritdoc cref="Open(ComputationGraph, EngineOptions)" path="/exception"/>
    internal static ManagedInferenceSession Open(ComputationGraph graph, KernelTable kernels, int threads, long? cacheBytes = null)
    {
        try
        {
            return new ManagedInferenceSession(Planner.Make(graph, kernels, threads, cacheBytes));
        }
        catch (UnusableModelException exception)
        {
            throw new ModelFormatException(graph.Name, exception.Node, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public Span<float> Input(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Span<float>(_plan.Input(index), Inputs[index].Length);
    }

    /// <inheritdoc/>
    public void StartWorkers()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _plan.StartWorkers();
    }

    /// <inheritdoc/>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _plan.Run();
    }

    /// <summary>Runs <paramref name="runs"/> times on the inputs as they are and returns each step's time, in the order they run.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one run.</exception>
    public IReadOnlyList<StepProfile> Profile(int runs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        List<long>[] ticks = [.. _plan.Steps.Select(_ => new List<long>(runs))];
        for (int run = 0; run < runs; run++)
            _plan.Run(ticks);

        List<StepProfile> profiles = [];
        foreach ((Step step, StepDescription description, List<long> times) in _plan.Steps.Zip(_plan.Descriptions, ticks))
        {
            times.Sort();
            profiles.Add(new StepProfile(
                description.Node,
                description.Operator,
                description.Output,
                description.Kernels,
                step.MultiplyAdds,
                Stopwatch.GetElapsedTime(0, times[0]),
                Stopwatch.GetElapsedTime(0, times[runs / 2])));
        }

        return profiles;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Output(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ReadOnlySpan<float>(_plan.Output(index), Outputs[index].Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _plan.Dispose();
    }

    private static int ThreadsOf(EngineOptions options) => options.Threads ?? Math.Min(Environment.ProcessorCount, 64);

    private static void RequireThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 64);
    }
}
