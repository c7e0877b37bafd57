namespace EdgeVision.Pixels;

/// <summary>How a YUV frame's bytes become RGB. Means nothing for RGB, BGR and JPEG frames.</summary>
public enum ColorEncoding
{
    /// <summary>ITU-R BT.601, Y in 16…235: what USB cameras send.</summary>
    Bt601Limited,

    /// <summary>ITU-R BT.601, Y in 0…255: JPEG.</summary>
    Bt601Full,

    /// <summary>ITU-R BT.709, Y in 16…235: HD video.</summary>
    Bt709Limited,

    /// <summary>ITU-R BT.709, Y in 0…255: HD cameras that use the whole byte.</summary>
    Bt709Full,
}
