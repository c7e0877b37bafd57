namespace EdgeVision.Workbench.Eval;

/// <summary>What the pixels of a PNG are, by its header (ISO/IEC 15948, §11.2.2): a decoder that gives colours hides whether they were indexes.</summary>
/// <param name="Depth">Bits a channel.</param>
/// <param name="ColorType">0 grey, 2 colours, 3 a palette; 4 and 6 are 0 and 2 with transparency.</param>
internal readonly record struct PngKind(byte Depth, byte ColorType)
{
    private const int DepthOffset = 24;

    /// <summary>Whether pixels are indexes into a palette.</summary>
    public bool HasPalette => ColorType == 3;

    /// <summary>Whether pixels are colours and not indexes.</summary>
    public bool HasColors => ColorType == 2;

    /// <summary>Whether pixels can be classes. Grey of another depth is spread over eight bits when it is decoded.</summary>
    public bool IsMask => HasPalette || (ColorType is 0 or 2 && Depth == 8);

    /// <summary>Of the bytes of a file; no mask where there is no header.</summary>
    public static PngKind Of(ReadOnlySpan<byte> png) => png.Length > DepthOffset + 1 ? new PngKind(png[DepthOffset], png[DepthOffset + 1]) : default;
}
