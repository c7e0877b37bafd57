namespace EdgeVision.Inference.Kernels;

/// <summary>The distances for which tiles of several pixels are specialised.</summary>
internal enum PixelStride
{
    /// <summary>Not one of the others: only tiles of one pixel serve it.</summary>
    Other,

    /// <inheritdoc cref="PlanarStride1"/>
    Planar1,

    /// <inheritdoc cref="PlanarStride2"/>
    Planar2,

    /// <inheritdoc cref="BlockedStride1"/>
    Blocked1,

    /// <inheritdoc cref="BlockedStride2"/>
    Blocked2,

    /// <inheritdoc cref="BlockedStride4"/>
    Blocked4,
}
