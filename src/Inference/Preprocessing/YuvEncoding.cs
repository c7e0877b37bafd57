namespace EdgeVision.Inference.Preprocessing;

/// <summary>How luminance and chrominance bytes become RGB. Ignored for layouts that are not YUV.</summary>
public enum YuvEncoding
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
