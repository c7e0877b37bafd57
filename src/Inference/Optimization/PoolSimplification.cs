using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Optimization;

/// <summary>Recognises a mean over the whole image, however it is written, as GlobalAveragePool.</summary>
internal sealed class PoolSimplification : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "recognise global pooling";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes)
        {
            TensorShape input = node.Inputs.Length > 0 ? node.Inputs[0].Shape : TensorShape.Scalar;
            bool isGlobal = input.Rank == 4 && node.Operator switch
            {
                ReduceMean mean => mean.Axes is [2, 3],
                Pool { Kind: PoolKind.Average } pool =>
                    pool.Window with { StrideY = 1, StrideX = 1 } == new SlidingWindow(input[2], input[3]) && node.Output.Shape.LengthOf(2, 4) == 1,
                _ => false,
            };
            if (isGlobal)
                graph.Replace(node, new GlobalAveragePool(), node.Inputs[0]);
        }
    }
}
