using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>What a <see cref="RowBandStep"/> computes. Without a depthwise convolution the expansion writes the output.</summary>
internal sealed unsafe class RowBandStages
{
    /// <summary>What the first stage reads: an image in blocks, with the halo that the depthwise convolution needs if that comes first; or in planes.</summary>
    public required TensorBuffer Input { get; init; }

    /// <summary>What the last stage writes, in blocks.</summary>
    public required TensorBuffer Output { get; init; }

    /// <summary>Output rows that are computed at once; at least 1.</summary>
    public required int Rows { get; init; }

    /// <summary>Gathers the rows of planes for the expansion; <see langword="null"/> where it reads blocks.</summary>
    public PlaneWindow? Window { get; init; }

    /// <summary>The first stage.</summary>
    public PanelConvolution? Expand { get; init; }

    /// <summary>Where the pixels of expanded rows lie in the ring, or in the output if that is the last stage.</summary>
    public int* ExpandOffsets { get; init; }

    /// <summary>Rows that the expansion makes in all.</summary>
    public int ExpandedHeight { get; init; }

    /// <summary>How the expanded rows in work lie: as many as the depthwise windows of <see cref="Rows"/> see, with zeros at the sides.</summary>
    public TensorBuffer? Ring { get; init; }

    /// <summary>The second stage.</summary>
    public DepthwiseConvolution? Depthwise { get; init; }

    /// <summary>Of the second stage.</summary>
    public SlidingWindow DepthwiseWindow { get; init; }

    /// <summary>Zeros, as long as a row of what the depthwise convolution reads: the rows above and below the image.</summary>
    public float* ZeroRow { get; init; }

    /// <summary>How the rows that the projection reads lie.</summary>
    public TensorBuffer? Filtered { get; init; }

    /// <summary>The third stage.</summary>
    public PanelConvolution? Project { get; init; }

    /// <summary>Where the output's pixels lie.</summary>
    public int* ProjectOffsets { get; init; }

    /// <summary>What the projection adds, in blocks.</summary>
    public TensorBuffer? Residual { get; init; }

    /// <summary>Where its pixels lie.</summary>
    public int* ResidualOffsets { get; init; }

    /// <summary>Gets the means over the outputs of each channel, where the depthwise convolution is the last stage.</summary>
    public TensorBuffer? Means { get; init; }
}
