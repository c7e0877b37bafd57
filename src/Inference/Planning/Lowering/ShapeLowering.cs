using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Operators that move elements and compute nothing.</summary>
internal static unsafe class ShapeLowering
{
    /// <summary>Reshape: the same memory under another shape.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Reshape reshape) => plan.Define(node.Output, plan.Dense(node.Inputs[0]));

    /// <summary>Identity: the same memory, in blocks too where it has the halo that the copy's readers need.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Identity identity)
    {
        GraphValue input = node.Inputs[0];
        if (plan.FindBlocked(input) is { } blocked && blocked.Halo.Covers(plan.HaloOf(node.Output)))
            plan.Define(node.Output, blocked);
        else
            plan.Define(node.Output, plan.Dense(input));
    }

    /// <summary>Transpose; from blocks to channels last without a detour.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Transpose transpose)
    {
        GraphValue input = node.Inputs[0];
        ImmutableArray<int> permutation = transpose.Permutation;
        if (permutation.AsSpan().SequenceEqual([0, 2, 3, 1]) && plan.FindBlocked(input) is { } image)
        {
            TensorBuffer channelsLast = plan.DefineDense(node.Output);
            plan.Uses("channels-last");
            plan.Add(new ChannelsLastStep(node.Name, image, channelsLast, plan.Kernels.BlockedToChannelsLast, plan.Threads), image, channelsLast);
            return;
        }

        ImmutableArray<int> strides = input.Shape.Strides();
        TensorBuffer source = plan.Dense(input), output = plan.DefineDense(node.Output);
        StridedBox box = new([.. node.Output.Shape.Dimensions], [.. permutation.Select(axis => strides[axis])], 0, [.. node.Output.Shape.Strides()], 0);
        plan.Add(new CopyStep(node.Name, source, output, box, plan.Threads), source, output);
    }

    /// <summary>Slice.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Slice slice)
    {
        GraphValue input = node.Inputs[0];
        ImmutableArray<int> strides = input.Shape.Strides();
        long offset = 0;
        int[] steps = new int[strides.Length];
        for (int axis = 0; axis < steps.Length; axis++)
        {
            offset += (long)slice.Starts[axis] * strides[axis];
            steps[axis] = slice.Sizes[axis] == 1 ? strides[axis] : checked(slice.Steps[axis] * strides[axis]);
        }

        TensorBuffer source = plan.Dense(input), output = plan.DefineDense(node.Output);
        StridedBox box = new([.. node.Output.Shape.Dimensions], steps, (nint)offset, [.. node.Output.Shape.Strides()], 0);
        plan.Add(new CopyStep(node.Name, source, output, box, plan.Threads), source, output);
    }

    /// <summary>Split.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Split split)
    {
        GraphValue input = node.Inputs[0];
        TensorBuffer source = plan.Dense(input);
        nint offset = 0;
        foreach (GraphValue part in node.Outputs)
        {
            TensorBuffer output = plan.DefineDense(part);
            StridedBox box = new([.. part.Shape.Dimensions], [.. input.Shape.Strides()], offset, [.. part.Shape.Strides()], 0);
            plan.Add(new CopyStep(node.Name, source, output, box, plan.Threads), source, output);
            offset += (nint)part.Shape[split.Axis] * input.Shape.Strides()[split.Axis];
        }
    }

    /// <summary>Concat; along channels of images in whole blocks without unpacking them.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Concat concat)
    {
        bool wholeBlocks = concat.Axis == 1 && node.Output.Shape.IsImage
            && node.Inputs.All(input => plan.FindBlocked(input) is not null)
            && node.Inputs.Take(node.Inputs.Length - 1).All(static input => input.Shape[1] % ChannelBlock.Size == 0);
        if (wholeBlocks)
        {
            TensorBuffer image = plan.DefineBlocked(node.Output);
            int block = 0;
            foreach (GraphValue input in node.Inputs)
            {
                TensorBuffer part = plan.Blocked(input);
                plan.Add(new BlockCopyStep(node.Name, part, image, block, clearsHalo: block == 0, plan.Threads), part, image);
                block += part.Blocks;
            }

            return;
        }

        TensorBuffer[] sources = [.. node.Inputs.Select(plan.Dense)];
        TensorBuffer output = plan.DefineDense(node.Output);
        ImmutableArray<int> strides = node.Output.Shape.Strides();
        nint offset = 0;
        for (int i = 0; i < sources.Length; i++)
        {
            GraphValue input = node.Inputs[i];
            StridedBox box = new([.. input.Shape.Dimensions], [.. input.Shape.Strides()], 0, [.. strides], offset);
            plan.Add(new CopyStep(node.Name, sources[i], output, box, plan.Threads), sources[i], output);
            offset += (nint)input.Shape[concat.Axis] * strides[concat.Axis];
        }
    }

    /// <summary>Pad by a constant.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Pad pad)
    {
        if (pad.Kind != PadKind.Constant)
            throw plan.Unsupported($"padding by {pad.Kind} is not supported, only by a constant");
        GraphValue input = node.Inputs[0];
        TensorBuffer source = plan.Dense(input), output = plan.DefineDense(node.Output);
        plan.Add(new FillStep(node.Name, output, pad.Value), output);
        ImmutableArray<int> strides = node.Output.Shape.Strides();
        nint offset = 0;
        for (int axis = 0; axis < strides.Length; axis++)
            offset += (nint)pad.Before[axis] * strides[axis];
        StridedBox box = new([.. input.Shape.Dimensions], [.. input.Shape.Strides()], 0, [.. strides], offset);
        plan.Add(new CopyStep(node.Name, source, output, box, plan.Threads), source, output);
    }
}
