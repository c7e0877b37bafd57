using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>A convolution with one filter a channel: tiles of a row, the channels of a tile at a time. A piece is a block of channels by a range of rows.</summary>
internal sealed unsafe class DepthwiseStep : Step
{
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly TensorBuffer? _residual;
    private readonly DepthwiseTile[] _tiles;
    private readonly DepthwiseTileArguments _template;
    private readonly nint _rowStep;
    private readonly nint _firstTap;
    private readonly nint _weightsOfBlock;
    private readonly int _channels;
    private readonly int _rowChunks;
    private readonly int _blockChunks;

    /// <param name="tiles">What makes a row.</param>
    /// <param name="template">Weights and bias of block 0, and everything that does not change from tile to tile.</param>
    /// <param name="rowStep">From the input of one output row to that of the next.</param>
    /// <param name="firstTap">From the input's first pixel to the top left tap of output pixel 0; zero or less.</param>
    /// <param name="channels">Of a tile.</param>
    public DepthwiseStep(string name, TensorBuffer input, TensorBuffer output, TensorBuffer? residual, DepthwiseTile[] tiles, DepthwiseTileArguments template, nint rowStep, nint firstTap, int channels, int threads)
        : base(name)
    {
        _input = input;
        _output = output;
        _residual = residual;
        _tiles = tiles;
        _template = template;
        _rowStep = rowStep;
        _firstTap = firstTap;
        _channels = channels;
        int taps = template.KernelHeight * template.KernelWidth;
        _weightsOfBlock = taps * ChannelBlock.Size;

        int wanted = ChunksFor(threads, (long)output.Channels * output.Height * output.Width * taps, int.MaxValue);
        _blockChunks = Math.Min(output.Blocks, wanted);
        _rowChunks = Math.Min(output.Height, (wanted + _blockChunks - 1) / _blockChunks);
        Chunks = _blockChunks * _rowChunks;
    }

    /// <inheritdoc/>
    public override void Bind()
    {
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        (int blockChunk, int rowChunk) = Math.DivRem(chunk, _rowChunks);
        (int firstBlock, int endBlock) = Part(_output.Blocks, blockChunk, _blockChunks);
        (int firstRow, int endRow) = Part(_output.Height, rowChunk, _rowChunks);
        DepthwiseTileArguments arguments = _template;
        for (int block = firstBlock; block < endBlock; block++)
        {
            int places = Math.Min(ChannelBlock.Size, _output.Channels - block * ChannelBlock.Size);
            for (int place = 0; place < places; place += _channels)
            {
                arguments.Weights = _template.Weights + block * _weightsOfBlock + place;
                arguments.Bias = _template.Bias + block * ChannelBlock.Size + place;
                float* input = _input.Origin + block * _input.BlockStride + _firstTap + place;
                float* output = _output.Origin + block * _output.BlockStride + place;
                float* residual = _residual is null ? null : _residual.Origin + block * _residual.BlockStride + place;
                for (int y = firstRow; y < endRow; y++)
                {
                    foreach (ref readonly DepthwiseTile tile in _tiles.AsSpan())
                    {
                        arguments.Input = input + y * _rowStep + tile.Input;
                        arguments.Output = output + y * _output.RowStride + tile.Output;
                        arguments.Residual = residual == null ? null : residual + y * _residual!.RowStride + tile.Output;
                        tile.Kernel(&arguments);
                    }
                }
            }
        }
    }
}
