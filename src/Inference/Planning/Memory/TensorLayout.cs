namespace EdgeVision.Inference.Planning.Memory;

/// <summary>How a tensor lies in memory.</summary>
internal enum TensorLayout
{
    /// <summary>Row-major without gaps, as in the model file.</summary>
    Dense,

    /// <summary>[C, H, W] with a halo around each plane.</summary>
    Planar,

    /// <summary>[C / 16, H, W, 16] with a halo around each block's plane: see <see cref="Kernels.ChannelBlock"/>.</summary>
    Blocked,
}
