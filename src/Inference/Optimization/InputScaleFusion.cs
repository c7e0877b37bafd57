using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// Lets a pointwise convolution multiply its input channels by the gates of a squeeze-and-excite block (Hu et al. 2018, arXiv:1709.01507) itself:
/// it can draw them into whichever is smaller, its weights or its input.
/// </summary>
internal sealed class InputScaleFusion : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse scales of channels";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is not Conv { Groups: 1, HasInputScale: false, Window.IsPointwise: true } conv
                || node.Inputs[0].Producer is not { Operator: Binary { Kind: BinaryKind.Mul } } product
                || !graph.HasSingleUse(node.Inputs[0]))
            {
                continue;
            }

            (GraphValue image, GraphValue scale) = (product.Inputs[0], product.Inputs[1]);
            if (scale.Shape == node.Inputs[0].Shape)
                (image, scale) = (scale, image);
            if (image.Shape != node.Inputs[0].Shape || scale.Shape != [image.Shape[0], image.Shape[1], 1, 1] || image.Constant is not null
                || scale.Constant is not null || image == scale)
                continue;

            graph.Replace(node, conv with { HasInputScale = true }, [image, .. node.Inputs[1..], scale]);
            graph.Remove(product);
        }
    }
}
