namespace EdgeVision.Inference.Kernels;

/// <summary>The distances for which tiles of several pixels are specialised.</summary>
internal enum StepLength
{
    /// <summary>Not one of the others: only tiles of one pixel serve it.</summary>
    Other,

    /// <inheritdoc cref="PlanarStep1"/>
    Planar1,

    /// <inheritdoc cref="PlanarStep2"/>
    Planar2,

    /// <inheritdoc cref="BlockedStep1"/>
    Blocked1,

    /// <inheritdoc cref="BlockedStep2"/>
    Blocked2,

    /// <inheritdoc cref="BlockedStep4"/>
    Blocked4,
}
