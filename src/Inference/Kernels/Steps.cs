namespace EdgeVision.Inference.Kernels;

/// <summary>From one pixel of a planar image to the next.</summary>
internal readonly struct PlanarStep1 : IStep
{
    /// <inheritdoc/>
    public static int Floats => 1;
}

/// <summary>From one pixel of a planar image to the next but one.</summary>
internal readonly struct PlanarStep2 : IStep
{
    /// <inheritdoc/>
    public static int Floats => 2;
}

/// <summary>From one pixel of a blocked image to the next.</summary>
internal readonly struct BlockedStep1 : IStep
{
    /// <inheritdoc/>
    public static int Floats => ChannelBlock.Size;
}

/// <summary>From one pixel of a blocked image to the next but one.</summary>
internal readonly struct BlockedStep2 : IStep
{
    /// <inheritdoc/>
    public static int Floats => 2 * ChannelBlock.Size;
}

/// <summary>From one pixel of a blocked image to the fourth after it.</summary>
internal readonly struct BlockedStep4 : IStep
{
    /// <inheritdoc/>
    public static int Floats => 4 * ChannelBlock.Size;
}
