using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// A convolution of a whole image. A piece is a range of tiles by a range of panels; the tiles of a piece are few enough that their inputs stay in the
/// second-level cache while the panels pass over them.
/// </summary>
internal sealed unsafe class ConvolutionStep : Step
{
    private readonly PanelConvolution _convolution;
    private readonly TensorBuffer _input;
    private readonly TensorBuffer _output;
    private readonly TensorBuffer? _residual;
    private readonly TensorBuffer? _inputScale;
    private readonly TensorBuffer? _scaledWeights;
    private readonly int* _outputOffsets;
    private readonly int* _residualOffsets;
    private readonly int _pixelChunks;
    private readonly int _panelChunks;

    /// <param name="cacheBytes">Of the second-level cache; half of it is for a piece's inputs.</param>
    /// <param name="inputScale">A factor for each input channel, or none.</param>
    /// <param name="scaledWeights">
    /// Room for <see cref="PanelConvolution.MaxPanelLength"/> times <paramref name="threads"/> floats, where there is a scale.
    /// </param>
    public ConvolutionStep(
        string name, PanelConvolution convolution, TensorBuffer input, TensorBuffer output, TensorBuffer? residual, TensorBuffer? inputScale,
        TensorBuffer? scaledWeights, PixelOffsets offsets, long cacheBytes, int threads)
        : base(name)
    {
        _convolution = convolution;
        _input = input;
        _output = output;
        _residual = residual;
        _inputScale = inputScale;
        _scaledWeights = scaledWeights;
        _outputOffsets = offsets.Of(output);
        _residualOffsets = residual is null ? null : offsets.Of(residual);

        int tiles = convolution.MinTiles;
        long pixels = (long)output.Height * output.Width;
        MultiplyAdds = pixels * convolution.WeightCount;
        int wanted = ChunksFor(threads, MultiplyAdds, int.MaxValue);
        if (inputScale is null)
        {
            long inputBytes = pixels * convolution.InputsOfPixel * sizeof(float);
            int cacheChunks = (int)Math.Min(Math.Min(tiles, MaxChunks), inputBytes / (cacheBytes / 2 + 1) + 1);
            _pixelChunks = Math.Clamp(wanted, cacheChunks, tiles);
        }
        else
        {
            // Every piece scales the weights for itself.
            wanted = _pixelChunks = Math.Min(Math.Min(wanted, threads), tiles);
        }

        _panelChunks = _pixelChunks >= wanted ? 1 : Math.Min(convolution.Panels, (wanted + _pixelChunks - 1) / _pixelChunks);
        Chunks = checked(_pixelChunks * _panelChunks);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds { get; }

    /// <inheritdoc/>
    public override PrefetchRange StreamedWeights => _output.Height * _output.Width == 1 ? _convolution.PackedWeights : default;

    /// <inheritdoc/>
    public override PrefetchRange PrefetchedWeights { get; set; }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        (int pixelChunk, int panelChunk) = Math.DivRem(chunk, _panelChunks);
        HaloClearing.Clear(_output, chunk, Chunks);
        ConvolutionPlace place = default;
        place.Input = _input.Origin;
        place.Output = _output.Origin;
        place.OutputBlock = _output.BlockStride;
        place.OutputOffsets = _outputOffsets;
        if (_residual is not null)
        {
            place.Residual = _residual.Origin;
            place.ResidualBlock = _residual.BlockStride;
            place.ResidualOffsets = _residualOffsets;
        }

        if (_inputScale is not null)
        {
            place.InputScale = _inputScale.Origin;
            place.ScaledWeights = _scaledWeights!.Start + chunk * _convolution.MaxPanelLength;
        }

        (int firstPanel, int endPanel) = Part(_convolution.Panels, panelChunk, _panelChunks);
        PrefetchRange prefetch = PrefetchedWeights.Share(chunk, Chunks);
        _convolution.Run(place, firstPanel, endPanel, pixelChunk, _pixelChunks, ref prefetch);
    }
}
