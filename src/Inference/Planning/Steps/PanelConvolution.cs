using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// A convolution that is not depthwise, or a matrix product, cut into panels of output channels and tiles of pixels; runs on any rows, wherever they lie.
/// </summary>
internal sealed unsafe class PanelConvolution
{
    private readonly ConvolutionPanel[] _panels;
    private readonly ConvolutionTile[][] _rowTiles;
    private readonly nint _rowStep;
    private readonly int _rows;
    private readonly int _rowLength;
    private readonly float _alpha;
    private readonly float _beta;
    private readonly delegate*<float*, float*, float*, nint, nint, void> _scaleRows;

    /// <param name="panels">In the order of channels.</param>
    /// <param name="rowTiles">The tiles of the first row, for each number of columns.</param>
    /// <param name="rowStep">From the input of a row to that of the next.</param>
    /// <param name="rows">How many rows make the image.</param>
    /// <param name="rowLength">Output pixels of a row.</param>
    /// <param name="activation">Its parameters.</param>
    /// <param name="inputsOfPixel">Floats one output pixel reads.</param>
    /// <param name="weights">How many the model has for this.</param>
    /// <param name="scaleRows">From <see cref="KernelTable.ScaleRows"/>.</param>
    public PanelConvolution(
        ConvolutionPanel[] panels, ConvolutionTile[][] rowTiles, nint rowStep, int rows, int rowLength, (float Alpha, float Beta) activation, int inputsOfPixel,
        long weights, delegate*<float*, float*, float*, nint, nint, void> scaleRows)
    {
        _panels = panels;
        _rowTiles = rowTiles;
        _rowStep = rowStep;
        _rows = rows;
        _rowLength = rowLength;
        (_alpha, _beta) = activation;
        _scaleRows = scaleRows;
        InputsOfPixel = inputsOfPixel;
        WeightCount = weights;
        MaxPanelLength = panels.Max(static panel => panel.Length);
        MinTiles = rowTiles.Min(static tiles => tiles.Length) * rows;
    }

    /// <summary>Ranges of output channels.</summary>
    public int Panels => _panels.Length;

    /// <summary>Tiles of the whole image, by the tile that is largest.</summary>
    public int MinTiles { get; }

    /// <summary>Floats one output pixel reads.</summary>
    public int InputsOfPixel { get; }

    /// <summary>Weights of the model; multiplications for one output pixel.</summary>
    public long WeightCount { get; }

    /// <summary>Floats of the packed weights of the longest panel.</summary>
    public nint MaxPanelLength { get; }

    /// <summary>All weights in memory, panel after panel.</summary>
    public PrefetchRange PackedWeights => new(_panels[0].Weights, _panels[^1].Weights + _panels[^1].Length);

    /// <summary>Computes so many rows, of which the first one's input and output begin at the given place.</summary>
    public void RunRows(in ConvolutionPlace place, int rows)
    {
        PrefetchRange prefetch = default;
        for (int panel = 0; panel < _panels.Length; panel++)
            Run(place, panel, 0, _rowTiles[_panels[panel].TileList].Length * rows, ref prefetch);
    }

    /// <summary>Computes some panels of a part of the pixels.</summary>
    /// <param name="place">Of the whole image.</param>
    /// <param name="part">Which part of the tiles, of <paramref name="parts"/>.</param>
    /// <param name="prefetch">What the tiles fetch into the cache.</param>
    public void Run(in ConvolutionPlace place, int firstPanel, int endPanel, int part, int parts, ref PrefetchRange prefetch)
    {
        for (int panel = firstPanel; panel < endPanel; panel++)
        {
            long tiles = (long)_rowTiles[_panels[panel].TileList].Length * _rows;
            Run(place, panel, (int)(tiles * part / parts), (int)(tiles * (part + 1) / parts), ref prefetch);
        }
    }

    private void Run(in ConvolutionPlace place, int panelIndex, int firstTile, int endTile, ref PrefetchRange prefetch)
    {
        ref readonly ConvolutionPanel panel = ref _panels[panelIndex];
        (nint block, nint lane) = Math.DivRem(panel.FirstChannel, ChannelBlock.Size);
        ConvolutionTileArguments arguments = default;
        arguments.OutputBlock = place.OutputBlock;
        arguments.ResidualBlock = place.ResidualBlock;
        arguments.Alpha = _alpha;
        arguments.Beta = _beta;
        arguments.Weights = panel.Weights;
        if (place.InputScale != null)
        {
            // Of a pointwise convolution, whose inputs are the channels in order.
            _scaleRows(panel.Weights, place.InputScale, place.ScaledWeights, panel.Inputs, panel.Length / panel.Inputs);
            arguments.Weights = place.ScaledWeights;
        }

        arguments.Bias = panel.Bias;
        arguments.Segments = panel.Segments;
        arguments.SegmentCount = panel.SegmentCount;
        arguments.Output = place.Output + block * place.OutputBlock + lane;
        arguments.Residual = place.Residual == null ? null : place.Residual + block * place.ResidualBlock + lane;

        // Panels lie in memory in the order they are used: the first tile that reads this one fetches the next.
        arguments.PrefetchOffset = (nint)(panel.Weights + panel.Length - arguments.Weights);
        ReadOnlySpan<ConvolutionTile> tiles = _rowTiles[panel.TileList];
        (int y, int x) = Math.DivRem(firstTile, tiles.Length);
        for (int t = firstTile; t < endTile; t++)
        {
            ref readonly ConvolutionTile tile = ref tiles[x];
            int pixel = y * _rowLength + tile.Pixel;
            arguments.Input = place.Input + y * _rowStep + tile.Input;
            arguments.OutputOffsets = place.OutputOffsets + pixel;
            arguments.ResidualOffsets = place.ResidualOffsets + pixel;
            tile.Kernel(&arguments);
            arguments.PrefetchOffset = (nint)(prefetch.Next(panel.Length, arguments.Weights) - arguments.Weights);
            if (++x == tiles.Length)
            {
                x = 0;
                y++;
            }
        }
    }
}
