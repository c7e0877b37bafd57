namespace EdgeVision.Inference.Kernels;

/// <summary>A distance in floats that the JIT sees as a constant, so that addresses need no arithmetic.</summary>
internal interface IPixelStride
{
    /// <summary>The distance.</summary>
    static abstract int Floats { get; }
}
