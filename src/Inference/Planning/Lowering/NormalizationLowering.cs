using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>BatchNormalization that no convolution could take in: a product and a sum for each channel.</summary>
internal static unsafe class NormalizationLowering
{
    /// <summary>Appends the steps.</summary>
    public static void Lower(PlanBuilder plan, GraphNode node, BatchNormalization normalization)
    {
        if (!node.Inputs[0].Shape.IsImage)
            throw plan.Unsupported($"an input {node.Inputs[0].Shape} is not supported, only an image of batch 1");
        ConstantTensor Parameter(int index) => node.Inputs[index].Constant ?? throw plan.Unsupported("its parameters are computed, not constant");
        ReadOnlySpan<float> scale = Parameter(1).Values, bias = Parameter(2).Values, mean = Parameter(3).Values, variance = Parameter(4).Values;

        TensorBuffer input = plan.Blocked(node.Inputs[0]), output = plan.DefineBlocked(node.Output);
        TensorBuffer factors = TensorBuffer.Blocked(scale.Length, 1, 1, Halo.None), terms = TensorBuffer.Blocked(scale.Length, 1, 1, Halo.None);
        factors.Place(plan.Memory.Allocate<float>(factors.Length));
        terms.Place(plan.Memory.Allocate<float>(terms.Length));
        for (int c = 0; c < scale.Length; c++)
        {
            double factor = scale[c] / Math.Sqrt(variance[c] + (double)normalization.Epsilon);
            factors.Start[c] = (float)factor;
            terms.Start[c] = (float)(bias[c] - mean[c] * factor);
        }

        plan.Uses("mul-channel");
        plan.Uses("add-channel");
        delegate*<float*, float*, float*, nint, void> multiply = plan.Kernels.Binary<Product>(OperandForm.RightBlock);
        delegate*<float*, float*, float*, nint, void> add = plan.Kernels.Binary<Sum>(OperandForm.RightBlock);
        plan.Add(new BinaryStep(node.Name, input, factors, output, multiply, OperandBroadcast.RightChannel, plan.Threads), input, output);
        plan.Add(new BinaryStep(node.Name, output, terms, output, add, OperandBroadcast.RightChannel, plan.Threads), output);
    }
}
