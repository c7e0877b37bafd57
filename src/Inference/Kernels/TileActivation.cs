namespace EdgeVision.Inference.Kernels;

/// <summary>The activations a convolution's epilogue can apply.</summary>
internal enum TileActivation
{
    /// <inheritdoc cref="Activations.Identity"/>
    Identity,

    /// <inheritdoc cref="Activations.Clamp"/>
    Clamp,

    /// <inheritdoc cref="Activations.HardSwish"/>
    HardSwish,

    /// <inheritdoc cref="Activations.HardSigmoid"/>
    HardSigmoid,
}
