using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>A convolution with one filter a channel, cut into tiles of a row's pixels; runs row by row, wherever the rows lie.</summary>
/// <param name="tiles">What makes a row.</param>
/// <param name="template">Weights and bias of block 0, and everything that does not change from tile to tile.</param>
/// <param name="channelsOfTile">Neighbouring channels a tile computes at once.</param>
internal sealed unsafe class DepthwiseConvolution(DepthwiseTile[] tiles, DepthwiseTileArguments template, int channelsOfTile)
{
    private readonly nint _weightsOfBlock = template.KernelHeight * template.KernelWidth * ChannelBlock.Size;

    /// <summary>Neighbouring channels a tile computes at once.</summary>
    public int ChannelsOfTile => channelsOfTile;

    /// <summary>Rows of taps.</summary>
    public int KernelHeight => template.KernelHeight;

    /// <summary>Multiplications for one output.</summary>
    public int Taps => template.KernelHeight * template.KernelWidth;

    /// <summary>What all rows of <see cref="ChannelsOfTile"/> channels have in common.</summary>
    /// <param name="place">First channel within the block.</param>
    public DepthwiseTileArguments Of(int block, int place)
    {
        DepthwiseTileArguments arguments = template;
        arguments.Weights += block * _weightsOfBlock + place;
        arguments.Bias += block * ChannelBlock.Size + place;
        arguments.Prefetch = arguments.Weights;
        return arguments;
    }

    /// <summary>Computes one output row.</summary>
    /// <param name="arguments">From <see cref="Of"/>, with <see cref="DepthwiseTileArguments.Rows"/> set.</param>
    /// <param name="output">First pixel.</param>
    /// <param name="residual">Added before the activation; null for none.</param>
    /// <param name="prefetch">What the tiles fetch into the cache.</param>
    public void Row(DepthwiseTileArguments* arguments, float* output, float* residual, ref PrefetchRange prefetch)
    {
        foreach (ref readonly DepthwiseTile tile in tiles.AsSpan())
        {
            arguments->Prefetch = prefetch.Next(Taps * ChannelBlock.Size, arguments->Weights);
            arguments->Column = tile.Input;
            arguments->Output = output + tile.Output;
            arguments->Residual = residual == null ? null : residual + tile.Output;
            tile.Kernel(arguments);
        }
    }
}
