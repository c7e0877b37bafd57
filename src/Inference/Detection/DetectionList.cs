using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Detection;

/// <summary>
/// Collects what a decoder finds in one image after the other, brought from the network's input back to the image and clipped to it; grows to the most an
/// image had.
/// </summary>
internal sealed class DetectionList
{
    private Detection[] _found = new Detection[256];
    private int _count;
    private ModelToImage _toImage;
    private float _imageWidth;
    private float _imageHeight;

    /// <summary>In the order they were added; valid until the next image.</summary>
    public Span<Detection> Found => _found.AsSpan(0, _count);

    /// <summary>Forgets the image before.</summary>
    public void Begin(ModelToImage toImage, int imageWidth, int imageHeight)
    {
        (_toImage, _imageWidth, _imageHeight) = (toImage, imageWidth, imageHeight);
        _count = 0;
    }

    /// <summary>Adds an object unless nothing of its box is in the image.</summary>
    /// <param name="box">In pixels of the network's input.</param>
    public void Add(int labelIndex, float score, in BoundingBox box)
    {
        var clipped = new BoundingBox(
            Math.Clamp(_toImage.X(box.Left), 0f, _imageWidth),
            Math.Clamp(_toImage.Y(box.Top), 0f, _imageHeight),
            Math.Clamp(_toImage.X(box.Right), 0f, _imageWidth),
            Math.Clamp(_toImage.Y(box.Bottom), 0f, _imageHeight));
        if (!(clipped.Width > 0f && clipped.Height > 0f))
            return;

        if (_count == _found.Length)
            Array.Resize(ref _found, 2 * _count);
        _found[_count++] = new Detection(labelIndex, score, clipped);
    }
}
