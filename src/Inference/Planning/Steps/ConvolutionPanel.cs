using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Neighbouring output channels that a tile computes together, with their packed weights.</summary>
internal unsafe struct ConvolutionPanel
{
    /// <summary>[inputs, columns · lanes]</summary>
    public float* Weights;

    /// <summary>[columns · lanes]</summary>
    public float* Bias;

    /// <summary>The inputs of a pixel.</summary>
    public InputSegment* Segments;

    /// <summary>How many.</summary>
    public int SegmentCount;

    /// <summary>Floats a pixel reads.</summary>
    public int Inputs;

    /// <summary>Floats of the weights.</summary>
    public nint Length;

    /// <summary>First output channel; a multiple of the lanes.</summary>
    public int FirstChannel;

    /// <summary>Which of the step's lists of tiles fits the columns.</summary>
    public int TileList;
}
