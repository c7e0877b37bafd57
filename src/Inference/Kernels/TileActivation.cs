namespace EdgeVision.Inference.Kernels;

/// <summary>The activations a convolution's epilogue can apply.</summary>
internal enum TileActivation
{
    /// <inheritdoc cref="Functions.Identity"/>
    Identity,

    /// <inheritdoc cref="Functions.Clamp"/>
    Clamp,

    /// <inheritdoc cref="Functions.HardSwish"/>
    HardSwish,

    /// <inheritdoc cref="Functions.HardSigmoid"/>
    HardSigmoid,
}
