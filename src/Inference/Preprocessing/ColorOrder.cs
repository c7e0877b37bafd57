namespace EdgeVision.Inference.Preprocessing;

/// <summary>Which colour each of a network's three input planes holds.</summary>
public enum ColorOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}
