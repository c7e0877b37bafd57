namespace EdgeVision.Inference.Kernels;

/// <summary>From one pixel of a planar image to the next.</summary>
internal readonly struct PlanarStride1 : IPixelStride
{
    /// <inheritdoc/>
    public static int Floats => 1;
}

/// <summary>From one pixel of a planar image to the next but one.</summary>
internal readonly struct PlanarStride2 : IPixelStride
{
    /// <inheritdoc/>
    public static int Floats => 2;
}

/// <summary>From one pixel of a blocked image to the next.</summary>
internal readonly struct BlockedStride1 : IPixelStride
{
    /// <inheritdoc/>
    public static int Floats => ChannelBlock.Size;
}

/// <summary>From one pixel of a blocked image to the next but one.</summary>
internal readonly struct BlockedStride2 : IPixelStride
{
    /// <inheritdoc/>
    public static int Floats => 2 * ChannelBlock.Size;
}

/// <summary>From one pixel of a blocked image to the fourth after it.</summary>
internal readonly struct BlockedStride4 : IPixelStride
{
    /// <inheritdoc/>
    public static int Floats => 4 * ChannelBlock.Size;
}
