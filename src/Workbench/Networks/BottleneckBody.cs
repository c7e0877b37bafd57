using EdgeVision.Inference.Graph;

namespace EdgeVision.Workbench.Networks;

/// <summary>A row of bottlenecks, features.1 and on.</summary>
/// <param name="Fine">The tapped expansion, for an SSD.</param>
/// <param name="Output">The last bottleneck's.</param>
/// <param name="Blocks">How many bottlenecks.</param>
internal readonly record struct BottleneckBody(GraphValue Fine, GraphValue Output, int Blocks)
{
    // The first convolution halves the image before any bottleneck does.
    private const int StemStride = 2;

    /// <summary>Appends bottlenecks one after the other.</summary>
    /// <param name="fineBlock">Which expansion is tapped, counted from 1.</param>
    /// <param name="outputStride">
    /// A stride that would go beyond it is left out, and windows after it are dilated by it instead, so that they see what they would have seen:
    /// TF-slim's rule, where the block that loses its stride keeps its own dilation.
    /// </param>
    public static BottleneckBody Append(
        NetworkBuilder network, GraphValue input, IEnumerable<Bottleneck> bottlenecks, double alpha, int fineBlock, int outputStride)
    {
        GraphValue value = input, fine = input;
        int block = 0, reached = StemStride, dilation = 1;
        foreach (Bottleneck bottleneck in bottlenecks)
        {
            block++;
            bool strides = reached * bottleneck.Stride <= outputStride;
            BottleneckValues values = bottleneck.Append(network, value, $"features.{block}", alpha, strides ? bottleneck.Stride : 1, dilation);
            value = values.Output;
            fine = block == fineBlock ? values.Expanded : fine;
            reached *= strides ? bottleneck.Stride : 1;
            dilation *= strides ? 1 : bottleneck.Stride;
        }

        return new BottleneckBody(fine, value, block);
    }
}
