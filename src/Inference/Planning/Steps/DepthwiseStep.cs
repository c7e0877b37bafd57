using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>A depthwise convolution of a whole image. A piece is a range of blocks of channels by a range of rows.</summary>
internal sealed unsafe class DepthwiseStep : Step
{
    private readonly DepthwiseConvolution _convolution;
    private readonly SlidingWindow _window;
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly TensorBuffer? _residual;
    private readonly TensorBuffer? _means;
    private readonly int _rowChunks;
    private readonly int _blockChunks;

    /// <param name="means">Gets the mean over each channel's outputs; <see langword="null"/> where nobody asks.</param>
    public DepthwiseStep(
        string name, DepthwiseConvolution convolution, SlidingWindow window, TensorBuffer input, TensorBuffer output, TensorBuffer? residual,
        TensorBuffer? means, int threads)
        : base(name)
    {
        _convolution = convolution;
        _window = window;
        _input = input;
        _output = output;
        _residual = residual;
        _means = means;
        MultiplyAdds = (long)output.Channels * output.Height * output.Width * convolution.Taps;
        int wanted = ChunksFor(threads, MultiplyAdds, int.MaxValue);
        _blockChunks = Math.Min(output.Blocks, wanted);

        // One piece sees all pixels of a channel whose mean it takes.
        _rowChunks = means is null ? Math.Min(output.Height, (wanted + _blockChunks - 1) / _blockChunks) : 1;
        Chunks = _blockChunks * _rowChunks;
    }

    /// <inheritdoc/>
    public override long MultiplyAdds { get; }

    /// <inheritdoc/>
    public override PrefetchRange PrefetchedWeights { get; set; }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        HaloClearing.Clear(_output, chunk, Chunks);
        (int blockChunk, int rowChunk) = Math.DivRem(chunk, _rowChunks);
        (int firstBlock, int endBlock) = Part(_output.Blocks, blockChunk, _blockChunks);
        (int firstRow, int endRow) = Part(_output.Height, rowChunk, _rowChunks);
        PrefetchRange prefetch = PrefetchedWeights.Share(chunk, Chunks);
        int kernelHeight = _convolution.KernelHeight;
        float** rows = stackalloc float*[kernelHeight];
        nint outputRow = _output.RowStride, residualRow = _residual?.RowStride ?? 0;
        nint rowStep = _window.StrideY * _input.RowStride, tapRow = _window.DilationY * _input.RowStride;
        nint firstTap = -_window.PadTop * _input.RowStride - _window.PadLeft * _input.PixelStride;
        for (int block = firstBlock; block < endBlock; block++)
        {
            float* means = _means is null ? null : _means.Origin + block * ChannelBlock.Size;
            if (means != null)
                new Span<float>(means, ChannelBlock.Size).Clear();
            int places = Math.Min(ChannelBlock.Size, _output.Channels - block * ChannelBlock.Size);
            for (int place = 0; place < places; place += _convolution.ChannelsOfTile)
            {
                float* input = _input.Origin + block * _input.BlockStride + firstTap + place;
                float* output = _output.Origin + block * _output.BlockStride + place;
                float* residual = _residual is null ? null : _residual.Origin + block * _residual.BlockStride + place;
                DepthwiseTileArguments arguments = _convolution.Of(block, place);
                arguments.Rows = rows;
                arguments.Sums = means == null ? null : means + place;
                for (int y = firstRow; y < endRow; y++)
                {
                    float* row = input + y * rowStep;
                    for (int tap = 0; tap < kernelHeight; tap++, row += tapRow)
                        rows[tap] = row;
                    _convolution.Row(&arguments, output + y * outputRow, residual == null ? null : residual + y * residualRow, ref prefetch);
                }
            }

            if (means != null)
                ChannelMeans.Divide(means, _output.Height * _output.Width);
        }
    }
}
