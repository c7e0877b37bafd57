namespace EdgeVision.Inference.Detection;

/// <summary>A box that an SSD's offsets are relative to, in 0…1 of the input.</summary>
public readonly record struct SsdAnchor(float CenterY, float CenterX, float Height, float Width);
