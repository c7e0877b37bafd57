using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// A convolution that is not depthwise, or a matrix product: panels of output channels times tiles of pixels. A piece is a range of tiles by a range of
/// panels; the tiles of a piece are few enough that their inputs stay in the second-level cache while the panels pass over them.
/// </summary>
internal sealed unsafe class ConvolutionStep : Step
{
    private const long CacheBytes = 256 * 1024;

    private readonly ConvolutionPanel[] _panels;
    private readonly ConvolutionTile[][] _tileLists;
    private readonly TensorBuffer _inputBuffer;
    private readonly TensorBuffer _outputBuffer;
    private readonly TensorBuffer? _residualBuffer;
    private readonly int* _outputOffsets;
    private readonly int* _residualOffsets;
    private readonly int _pixelChunks;
    private readonly int _panelChunks;
    private readonly float _first;
    private readonly float _second;
    private float* _input;
    private float* _output;
    private float* _residual;

    /// <param name="inputsOfPixel">Floats one output pixel reads.</param>
    /// <param name="weights">How many the model has for this step.</param>
    public ConvolutionStep(string name, ConvolutionPanel[] panels, ConvolutionTile[][] tileLists, TensorBuffer input, TensorBuffer output, TensorBuffer? residual, PixelOffsets offsets, (float First, float Second) activation, int inputsOfPixel, long weights, int threads)
        : base(name)
    {
        _panels = panels;
        _tileLists = tileLists;
        _inputBuffer = input;
        _outputBuffer = output;
        _residualBuffer = residual;
        _outputOffsets = offsets.Of(output);
        _residualOffsets = residual is null ? null : offsets.Of(residual);
        (_first, _second) = activation;

        int tiles = tileLists.Where(static list => list.Length > 0).Min(static list => list.Length);
        long pixels = (long)output.Height * output.Width;
        MultiplyAdds = pixels * weights;
        int wanted = ChunksFor(threads, pixels * inputsOfPixel * output.Channels, int.MaxValue);
        int cacheChunks = (int)Math.Min(tiles, (pixels * inputsOfPixel * sizeof(float) + CacheBytes - 1) / CacheBytes);
        _pixelChunks = Math.Clamp(wanted, Math.Max(1, cacheChunks), tiles);
        _panelChunks = _pixelChunks >= wanted ? 1 : Math.Min(panels.Length, (wanted + _pixelChunks - 1) / _pixelChunks);
        Chunks = checked(_pixelChunks * _panelChunks);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds { get; }

    /// <inheritdoc/>
    public override void Bind()
    {
        _input = _inputBuffer.Origin;
        _output = _outputBuffer.Origin;
        _residual = _residualBuffer is null ? null : _residualBuffer.Origin;
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int pixelChunk, int panelChunk) = Math.DivRem(chunk, _panelChunks);
        HaloClearing.Clear(_outputBuffer, chunk, Chunks);

        ConvolutionTileArguments arguments = default;
        arguments.OutputBlock = _outputBuffer.BlockStride;
        arguments.ResidualBlock = _residualBuffer?.BlockStride ?? 0;
        arguments.First = _first;
        arguments.Second = _second;
        (int firstPanel, int endPanel) = Part(_panels.Length, panelChunk, _panelChunks);
        for (int p = firstPanel; p < endPanel; p++)
        {
            ref readonly ConvolutionPanel panel = ref _panels[p];
            (nint block, nint place) = Math.DivRem(panel.FirstChannel, ChannelBlock.Size);
            arguments.Weights = panel.Weights;
            arguments.Bias = panel.Bias;
            arguments.Segments = panel.Segments;
            arguments.SegmentCount = panel.SegmentCount;
            arguments.Output = _output + block * arguments.OutputBlock + place;
            arguments.Residual = _residual == null ? null : _residual + block * arguments.ResidualBlock + place;

            ConvolutionTile[] tiles = _tileLists[panel.TileList];
            (int firstTile, int endTile) = Part(tiles.Length, pixelChunk, _pixelChunks);
            for (int t = firstTile; t < endTile; t++)
            {
                ref readonly ConvolutionTile tile = ref tiles[t];
                arguments.Input = _input + tile.Input;
                arguments.OutputOffsets = _outputOffsets + tile.Pixel;
                arguments.ResidualOffsets = _residualOffsets + tile.Pixel;

                // Panels lie in memory in the order they are used: while the first tile reads this one, the next comes nearer.
                arguments.Ahead = t == firstTile ? panel.Length : 0;
                tile.Kernel(&arguments);
            }
        }
    }
}
