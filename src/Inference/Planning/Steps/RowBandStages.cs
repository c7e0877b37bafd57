using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>What a <see cref="RowBandStep"/> computes. Without a depthwise convolution the expansion writes the output.</summary>
internal sealed unsafe class RowBandStages
{
    /// <summary>What the first stage reads: an image in blocks, with the halo that the depthwise convolution needs if that comes first; or in planes.</summary>
    public required TensorBuffer Input { get; init; }

    /// <summary>What the last stage writes, in blocks.</summary>
    public required TensorBuffer Output { get; init; }

    /// <summary>Gathers the rows of planes for the expansion; <see langword="null"/> where it reads blocks.</summary>
    public PlaneWindow? Window { get; init; }

    /// <summary>The first stage, a row at a time.</summary>
    public PanelConvolution? Expand { get; init; }

    /// <summary>Where the pixels of an expanded row lie.</summary>
    public int* ExpandOffsets { get; init; }

    /// <summary>Rows that the expansion makes in all.</summary>
    public int ExpandedHeight { get; init; }

    /// <summary>How the expanded rows in work lie: as many as the depthwise window spans, with zeros at the sides.</summary>
    public TensorBuffer? Ring { get; init; }

    /// <summary>The second stage.</summary>
    public DepthwiseConvolution? Depthwise { get; init; }

    /// <summary>Of the second stage.</summary>
    public SlidingWindow DepthwiseWindow { get; init; }

    /// <summary>Zeros, as long as a row of what the depthwise convolution reads: the rows above and below the image.</summary>
    public float* ZeroRow { get; init; }

    /// <summary>How the row that the projection reads lies.</summary>
    public TensorBuffer? Row { get; init; }

    /// <summary>The third stage, a row at a time.</summary>
    public PanelConvolution? Project { get; init; }

    /// <summary>Where the pixels of a projected row lie.</summary>
    public int* ProjectOffsets { get; init; }

    /// <summary>What the projection adds, in blocks.</summary>
    public TensorBuffer? Residual { get; init; }

    /// <summary>Gets the means over the outputs of each channel, where the depthwise convolution is the last stage.</summary>
    public TensorBuffer? Means { get; init; }
}
