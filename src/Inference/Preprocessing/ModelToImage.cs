namespace EdgeVision.Inference.Preprocessing;

/// <summary>Where a point of the network's input lies in the image it was made from: image = model · scale + offset, both in pixels.</summary>
/// <param name="ScaleX">Image pixels per model pixel along a line.</param>
/// <param name="ScaleY">Image pixels per model pixel along a column.</param>
/// <param name="OffsetX">Image column of the model's left edge; negative where a bar stands there.</param>
/// <param name="OffsetY">Image line of the model's top edge; negative where a bar stands there.</param>
public readonly record struct ModelToImage(float ScaleX, float ScaleY, float OffsetX, float OffsetY)
{
    /// <summary>The image column of model column <paramref name="x"/>.</summary>
    public float X(float x) => (x * ScaleX) + OffsetX;

    /// <summary>The image line of model line <paramref name="y"/>.</summary>
    public float Y(float y) => (y * ScaleY) + OffsetY;
}
