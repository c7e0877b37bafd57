using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Planning.Bands;
using EdgeVision.Inference.Planning.Lowering;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning;

/// <summary>Makes an <see cref="ExecutionPlan"/> of a graph: lowers every node to steps, lays out the arena.</summary>
internal static unsafe class Planner
{
    // Filling up registers and tables of pixels take little; nodes that share weights could otherwise take any number of copies.
    private const long AlwaysPackedBytes = 64L << 20;
    private const int MaxPackedCopies = 4;

    /// <summary>A plan that no longer needs <paramref name="graph"/>.</summary>
    /// <param name="threads">At least 1.</param>
    /// <param name="cacheBytes">Of the cache that tensors in work shall not outgrow; the machine's where nothing is said.</param>
    /// <exception cref="UnusableModelException">A node has no kernel, or the plan takes more than <see cref="MemoryLimit.Bytes"/>.</exception>
    public static ExecutionPlan Make(ComputationGraph graph, KernelTable kernels, int threads, long? cacheBytes = null)
    {
        long weights = graph.CountConstantElements() * sizeof(float);
        AlignedMemory memory = new(Math.Min(MemoryLimit.Bytes, AlwaysPackedBytes + MaxPackedCopies * weights));
        RowBands bands = new(graph, kernels, cacheBytes ?? CacheSize.SecondLevel);
        PlanBuilder plan = new(graph, bands, OperatorTable.HaloOf, kernels, threads, memory);
        try
        {
            TensorBuffer[] inputs = [.. graph.Inputs.Select(plan.DefineInput)];
            foreach (GraphNode node in graph.Nodes)
            {
                plan.Begin(node);
                RowBand? band = bands.Of(node);
                if (band is null)
                    OperatorTable.Lower(plan, node);
                else if (band.Last == node)
                    RowBandLowering.Lower(plan, band);
            }

            TensorBuffer[] outputs = [.. graph.Outputs.Select(output => plan.Dense(output.Value))];
            foreach (TensorBuffer buffer in inputs.Concat(outputs))
                buffer.Use(plan.Steps.Count);
            long arenaBytes = Place(graph, plan, memory);
            AssignPrefetches(plan.Steps, plan.CacheBytes);

            return new ExecutionPlan(
                [.. plan.Steps],
                [.. plan.Descriptions],
                arenaBytes,
                [.. graph.Inputs.Select(static input => new TensorSpec(input.Name, input.Shape.Dimensions))],
                inputs,
                [.. graph.Outputs.Select(static output => new TensorSpec(output.Name, output.Value.Shape.Dimensions))],
                outputs,
                [.. plan.KernelNames],
                OperatorTable.MultiplyAdds(graph),
                memory,
                new WorkerPool(threads));
        }
        catch (Exception exception)
        {
            memory.Dispose();
            if (exception is MemoryLimitException)
                throw plan.Unsupported($"weights of {weights >> 20} MB become more than {memory.Limit >> 20} MB when they are laid out for the kernels");
            throw;
        }
    }

    // Lets a step that computes fetch what the next few would wait for, so much that it leaves room for the work in between.
    private static void AssignPrefetches(IReadOnlyList<Step> steps, long cacheBytes)
    {
        const int Near = 3;
        nint most = (nint)(cacheBytes / 2 / sizeof(float));
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].StreamedWeights.Length > 0)
                continue;
            PrefetchRange prefetch = default;
            foreach (Step near in steps.Skip(i + 1).Take(Near))
                prefetch = prefetch.With(near.StreamedWeights);
            steps[i].PrefetchedWeights = prefetch.First(Math.Min(prefetch.Length, most));
        }
    }

    private static long Place(ComputationGraph graph, PlanBuilder plan, AlignedMemory memory)
    {
        TensorBuffer[] buffers = [.. plan.Arena.Where(static buffer => buffer.LastUse >= 0)];
        long[] offsets = ArenaLayout.Assign(buffers, out long length);
        memory.Limit = MemoryLimit.Bytes;
        if (length > (MemoryLimit.Bytes - memory.Bytes) / sizeof(float))
        {
            GraphValue largest = graph.Values.Where(static value => value.Constant is null).MaxBy(static value => value.Shape.ElementCount)!;
            plan.Begin(largest.Producer);
            throw plan.Unsupported(
                $"tensors and weights take {memory.Bytes + length * sizeof(float) >> 20} MB at once, "
                + $"more than the {MemoryLimit.Bytes >> 20} MB they may; the largest tensor is {largest}");
        }

        float* arena = memory.Allocate<float>(length);
        for (int i = 0; i < buffers.Length; i++)
            buffers[i].Place(arena + offsets[i]);
        return length * sizeof(float);
    }
}
