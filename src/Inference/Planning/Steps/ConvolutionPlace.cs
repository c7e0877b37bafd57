namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Where a <see cref="PanelConvolution"/> reads and writes; strides in floats.</summary>
internal unsafe struct ConvolutionPlace
{
    /// <summary>First input pixel inside the halo.</summary>
    public float* Input;

    /// <summary>First output pixel inside the halo.</summary>
    public float* Output;

    /// <summary>From one block of output channels to the next.</summary>
    public nint OutputBlock;

    /// <summary>Where each output pixel lies, from <see cref="Output"/>.</summary>
    public int* OutputOffsets;

    /// <summary>First pixel of what is added before the activation; null for nothing.</summary>
    public float* Residual;

    /// <summary>From one block of residual channels to the next.</summary>
    public nint ResidualBlock;

    /// <summary>Where each pixel lies, from <see cref="Residual"/>.</summary>
    public int* ResidualOffsets;

    /// <summary>A factor for each input channel, drawn into the weights; null for none.</summary>
    public float* InputScale;

    /// <summary>Room for the scaled weights of one panel, where there is a scale.</summary>
    public float* ScaledWeights;
}
