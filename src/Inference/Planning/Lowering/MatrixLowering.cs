using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Gemm and MatMul by a constant matrix: a pointwise convolution of an image one row high, a pixel for each row of the left operand.</summary>
internal static unsafe class MatrixLowering
{
    /// <summary>Gemm.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Gemm gemm)
    {
        if (gemm.TransposesA)
            throw plan.Unsupported("a transposed left operand is not supported");
        ConstantTensor? bias = null;
        if (gemm.HasBias)
        {
            bias = node.Inputs[2].Constant ?? throw plan.Unsupported("its third operand is computed, not constant");
            if (bias.Shape.ElementCount != 1 && !(bias.Shape.ElementCount == node.Output.Shape[1] && bias.Shape[bias.Shape.Rank - 1] == node.Output.Shape[1]))
                throw plan.Unsupported($"a third operand {bias.Shape}, which differs from row to row, is not supported");
        }

        Multiply(plan, node, gemm.TransposesB, gemm.Alpha, bias, gemm.Beta, gemm.Activation);
    }

    /// <summary>MatMul by one matrix.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, MatMul product)
    {
        if (node.Inputs[1].Shape.Rank != 2)
            throw plan.Unsupported($"a right operand {node.Inputs[1].Shape} of more than 2 dimensions is not supported");
        Multiply(plan, node, transposed: false, 1f, bias: null, 0f, function: null);
    }

    /// <summary>A row of the left operand, [K], for each element of the product.</summary>
    public static long MultiplyAdds(GraphNode node)
    {
        TensorShape left = node.Inputs[0].Shape;
        return (long)node.Output.Shape.ElementCount * left[left.Rank - 1];
    }

    private static void Multiply(PlanBuilder plan, GraphNode node, bool transposed, float scale, ConstantTensor? bias, float biasScale, UnaryFunction? function)
    {
        ConstantTensor matrix = node.Inputs[1].Constant ?? throw plan.Unsupported("its right operand is computed, not constant");
        (int depth, int columns) = transposed ? (matrix.Shape[1], matrix.Shape[0]) : (matrix.Shape[0], matrix.Shape[1]);
        int rows = node.Output.Shape.ElementCount / columns;
        (int outputStride, int inputStride) = transposed ? (depth, 1) : (1, columns);
        WeightMatrix weights = new(matrix.Values, columns, depth, outputStride, inputStride, scale, bias is null ? default : bias.Values, biasScale);

        TensorBuffer left = plan.Dense(node.Inputs[0]);
        TensorBuffer input = rows == 1 ? left.AsBlocked(depth, 1, 1) : plan.Scratch(TensorBuffer.Blocked(depth, 1, rows, Halo.None));
        if (rows > 1)
            plan.Add(new ChannelsFirstStep(node.Name, left, input, plan.Threads), left, input);

        FusedActivation activation = FusedActivation.Of(function);
        TensorBuffer product = plan.Scratch(TensorBuffer.Blocked(columns, 1, rows, Halo.None));
        PanelConvolution convolution = TiledConvolution.OfImage(plan, new SlidingWindow(1, 1), groups: 1, weights, input, product, activation);
        plan.Add(
            new ConvolutionStep(
                node.Name, convolution, input, product, residual: null, inputScale: null, scaledWeights: null, plan.Offsets, plan.CacheBytes, plan.Threads),
            input, product);
        if (activation.After is { } after)
            ElementwiseLowering.MapInPlace(plan, node.Name, product, after);

        if (rows == 1)
        {
            plan.Define(node.Output, product.AsDense());
            return;
        }

        TensorBuffer output = plan.DefineDense(node.Output);
        plan.Uses("channels-last");
        plan.Add(new ChannelsLastStep(node.Name, product, output, plan.Kernels.BlockedToChannelsLast, plan.Threads), product, output);
    }
}
