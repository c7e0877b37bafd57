namespace EdgeVision.Inference.Kernels;

/// <summary>
/// How large a tile may be before its accumulators no longer fit the registers: a matter of the processor, and of what a multiplication takes.
/// </summary>
/// <param name="PreferredColumns">Registers of output channels of a tile that covers several pixels.</param>
/// <param name="Rows">The most pixels of a tile of 1, 2, 3 and 4 columns.</param>
/// <param name="DepthwiseColumns">Registers of channels of a depthwise tile.</param>
/// <param name="Depthwise3Pixels">The most pixels of a depthwise tile of a window of 3.</param>
/// <param name="Depthwise5Pixels">The most pixels of a depthwise tile of a window of 5.</param>
internal sealed record TileShapes(int PreferredColumns, int[] Rows, int DepthwiseColumns, int Depthwise3Pixels, int Depthwise5Pixels)
{
    /// <summary>32 registers, inputs broadcast: AVX-512.</summary>
    public static TileShapes ManyRegisters { get; } = new(2, [14, 14, 9, 6], 1, 14, 14);

    /// <summary>16 registers, inputs broadcast: AVX2 and below.</summary>
    public static TileShapes FewRegisters { get; } = new(2, [12, 6, 4, 2], 1, 12, 12);

    /// <summary>32 registers, inputs selected by lane: NEON.</summary>
    public static TileShapes Neon { get; } = new(4, [14, 10, 7, 6], 2, 12, 10);
}
