using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Conv: depthwise or not, from blocks; what reads planes is a row band.</summary>
internal static unsafe class ConvolutionLowering
{
    /// <summary>Appends the steps of <paramref name="node"/>.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, Conv conv)
    {
        GraphValue inputValue = node.Inputs[0], weightsValue = node.Inputs[1], outputValue = node.Output;
        if (!inputValue.Shape.IsImage)
            throw plan.Unsupported($"a batch of {inputValue.Shape[0]} is not supported, only 1");
        if (weightsValue.Constant is not { } weights)
            throw plan.Unsupported("its weights are computed, not constant");
        ConstantTensor? bias = null;
        if (conv.HasBias)
            bias = node.Inputs[2].Constant ?? throw plan.Unsupported("its bias is computed, not constant");

        FusedActivation activation = FusedActivation.Of(conv.Activation);
        TensorBuffer? residual = conv.HasResidual ? plan.Blocked(node.Inputs[conv.ResidualIndex]) : null;
        if (conv.IsDepthwise(inputValue.Shape, weights.Shape))
        {
            TensorBuffer blocked = plan.Blocked(inputValue);
            TensorBuffer? means = activation.After is null && plan.MeansOf(outputValue) is { } value ? plan.DefineBlocked(value) : null;
            DepthwiseLowering.Lower(plan, node, conv, blocked, plan.DefineBlocked(outputValue), residual, means, weights, bias, activation);
        }
        else
        {
            TensorBuffer input = plan.Blocked(inputValue);
            TensorBuffer? scale = conv.HasInputScale ? plan.Blocked(node.Inputs[conv.InputScaleIndex]) : null;

            // Weights or pixels, whichever are fewer.
            if (scale is not null && input.Height * input.Width <= outputValue.Shape[1])
            {
                input = ElementwiseLowering.ScaleChannels(plan, node, inputValue, input, scale, residual);
                scale = null;
            }

            TensorBuffer output = plan.DefineBlocked(outputValue);
            WeightMatrix matrix = new(weights.Values, weights.Shape, conv.Groups, bias is null ? default : bias.Values);
            PanelConvolution convolution = TiledConvolution.OfImage(plan, conv.Window, conv.Groups, matrix, input, output, activation);
            TensorBuffer? scaledWeights = scale is null ? null : plan.Scratch(TensorBuffer.Scratch(convolution.MaxPanelLength * plan.Threads));
            plan.Add(
                new ConvolutionStep(node.Name, convolution, input, output, residual, scale, scaledWeights, plan.Offsets, plan.CacheBytes, plan.Threads),
                input, output, residual, scale, scaledWeights);
        }

        if (activation.After is { } after)
            ElementwiseLowering.MapInPlace(plan, node.Name, plan.FindBlocked(outputValue)!, after);
    }

    /// <summary>How far the window of a convolution reaches over each edge of its image. Its other inputs are read pixel by pixel and need none.</summary>
    public static Halo HaloOf(GraphNode node, GraphValue input)
    {
        if (node.Inputs[0] != input)
            return Halo.None;
        SlidingWindow window = ((Conv)node.Operator).Window;
        TensorShape image = input.Shape, output = node.Output.Shape;
        int lastRow = (output[2] - 1) * window.StrideY + (window.KernelHeight - 1) * window.DilationY - window.PadTop;
        int lastColumn = (output[3] - 1) * window.StrideX + (window.KernelWidth - 1) * window.DilationX - window.PadLeft;
        return new Halo(window.PadTop, window.PadLeft, Math.Max(0, lastRow - image[2] + 1), Math.Max(0, lastColumn - image[3] + 1));
    }

    /// <summary>The weights of one filter for each output, [C / groups, kH, kW].</summary>
    public static long MultiplyAdds(GraphNode node)
    {
        TensorShape weights = node.Inputs[1].Shape;
        return (long)node.Output.Shape.ElementCount * (weights.ElementCount / weights[0]);
    }
}
