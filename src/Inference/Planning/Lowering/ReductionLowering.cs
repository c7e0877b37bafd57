using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Pooling, means and Softmax.</summary>
internal static unsafe class ReductionLowering
{
    /// <summary>AveragePool and MaxPool.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Pool pool)
    {
        if (pool.Window.DilationX != 1 || pool.Window.DilationY != 1)
            throw plan.Unsupported("a dilated pooling window is not supported");
        TensorBuffer input = plan.Blocked(node.Inputs[0]), output = plan.DefineBlocked(node.Output);
        plan.Uses(pool.Kind == PoolKind.Average ? "pool-average" : "pool-max");
        plan.Add(
            new PoolStep(node.Name, input, output, pool, pool.Kind == PoolKind.Average ? plan.Kernels.PoolSum : plan.Kernels.PoolMax, plan.Threads),
            input, output);
    }

    /// <summary>The mean over height and width, unless the step that computes the image has taken it.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, GlobalAveragePool pool) => AverageImage(plan, node);

    /// <summary>ReduceMean over any dimensions: they are moved to the end first, unless they are there.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, ReduceMean mean)
    {
        GraphValue input = node.Inputs[0];
        if (mean.Axes.AsSpan().SequenceEqual([2, 3]) && input.Shape.IsImage && plan.FindBlocked(input) is not null)
        {
            AverageImage(plan, node);
            return;
        }

        int[] kept = [.. Enumerable.Range(0, input.Shape.Rank).Except(mean.Axes)];
        int run = mean.Axes.Aggregate(1, (product, axis) => product * input.Shape[axis]);
        TensorBuffer source = Ordered(plan, node, [.. kept, .. mean.Axes]);
        TensorBuffer output = plan.DefineDense(node.Output);
        plan.Uses("mean");
        plan.Add(new MeanStep(node.Name, source, output, run, plan.Kernels.Mean, plan.Threads), source, output);
    }

    /// <summary>Softmax over any dimension: it is moved to the end and back, unless it is there.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Softmax softmax)
    {
        GraphValue input = node.Inputs[0];
        int rank = input.Shape.Rank, run = input.Shape[softmax.Axis];
        int[] order = [.. Enumerable.Range(0, rank).Where(axis => axis != softmax.Axis), softmax.Axis];
        TensorBuffer source = Ordered(plan, node, order);
        bool inOrder = source.Root == plan.Dense(input).Root;
        TensorBuffer output = plan.DefineDense(node.Output);
        TensorBuffer result = inOrder ? output : plan.Scratch(TensorBuffer.Dense(input.Shape));
        plan.Uses("softmax");
        plan.Add(new SoftmaxStep(node.Name, source, result, run, plan.Kernels.Softmax, plan.Threads), source, result);
        if (inOrder)
            return;

        ImmutableArray<int> strides = input.Shape.Strides();
        int[] moved = [.. order.Select(axis => input.Shape[axis])];
        StridedBox box = new(moved, [.. TensorShape.Create(moved).Strides()], 0, [.. order.Select(axis => strides[axis])], 0);
        plan.Add(new CopyStep(node.Name, result, output, box, plan.Threads), result, output);
    }

    private static void AverageImage(PlanBuilder plan, GraphNode node)
    {
        if (plan.FindBlocked(node.Output) is not null)
            return;
        TensorShape shape = node.Inputs[0].Shape;
        Lower(plan, node, new Pool(PoolKind.Average, new SlidingWindow(shape[2], shape[3])));
    }

    // The node's input with its dimensions in another order.
    private static TensorBuffer Ordered(PlanBuilder plan, GraphNode node, int[] order)
    {
        GraphValue input = node.Inputs[0];
        TensorBuffer source = plan.Dense(input);
        if (order.Where(axis => input.Shape[axis] != 1).SequenceEqual(order.Where(axis => input.Shape[axis] != 1).Order()))
            return source;

        ImmutableArray<int> strides = input.Shape.Strides();
        int[] moved = [.. order.Select(axis => input.Shape[axis])];
        TensorBuffer ordered = plan.Scratch(TensorBuffer.Dense(input.Shape));
        StridedBox box = new(moved, [.. order.Select(axis => strides[axis])], 0, [.. TensorShape.Create(moved).Strides()], 0);
        plan.Add(new CopyStep(node.Name, source, ordered, box, plan.Threads), source, ordered);
        return ordered;
    }
}
