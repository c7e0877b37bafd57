using EdgeVision.Pixels;

namespace EdgeVision.Inference.Preprocessing;

/// <summary>Everything about bringing images of one size and layout to one input size that does not depend on their pixels.</summary>
internal sealed class ResizePlan
{
    private readonly PixelFormat _pixels;
    private readonly int _imageWidth;
    private readonly int _imageHeight;
    private readonly bool _centredChroma;

    public ResizePlan(ImageInputSpec input, in FrameFormat image)
    {
        _pixels = image.Pixels;
        _imageWidth = image.Width;
        _imageHeight = image.Height;
        _centredChroma = image.Encoding == ColorEncoding.Bt601Full;

        (Width, Height) = (input.Width, input.Height);
        if (input.Resize == ResizeMode.Letterbox)
        {
            double scale = Math.Min((double)input.Width / _imageWidth, (double)input.Height / _imageHeight);
            Width = Math.Clamp((int)Math.Round(_imageWidth * scale), 1, input.Width);
            Height = Math.Clamp((int)Math.Round(_imageHeight * scale), 1, input.Height);
        }

        Left = (input.Width - Width) / 2;
        Top = (input.Height - Height) / 2;
        float scaleX = (float)_imageWidth / Width, scaleY = (float)_imageHeight / Height;
        ToImage = new ModelToImage(scaleX, scaleY, -Left * scaleX, -Top * scaleY);

        FilterTaps lines = FilterTaps.ForPixels(_imageHeight, Height);
        FilterTaps columns = FilterTaps.ForPixels(_imageWidth, Width);
        int chromaWidth = (_imageWidth + 1) / 2;
        (Lines, Components) = _pixels switch
        {
            PixelFormat.Yuyv => ([lines], [new(columns, 0, 2), new(ChromaColumns(), 1, 4), new(ChromaColumns(), 3, 4)]),
            PixelFormat.Uyvy => ([lines], [new(columns, 1, 2), new(ChromaColumns(), 0, 4), new(ChromaColumns(), 2, 4)]),
            PixelFormat.Nv12 => ([lines, ChromaLines()],
                [new(columns, 0, 1), new(ChromaColumns(), _imageWidth, 2), new(ChromaColumns(), _imageWidth + 1, 2)]),
            PixelFormat.Yuv420 => ([lines, ChromaLines(), ChromaLines()],
                [new(columns, 0, 1), new(ChromaColumns(), _imageWidth, 1), new(ChromaColumns(), _imageWidth + chromaWidth, 1)]),
            PixelFormat.Grey => ([lines], [new(columns, 0, 1)]),
            PixelFormat.Rgb24 => ([lines], [new(columns, 0, 3), new(columns, 1, 3), new(columns, 2, 3)]),
            _ => ((FilterTaps[])[lines], (ComponentTaps[])[new(columns, 2, 3), new(columns, 1, 3), new(columns, 0, 3)]),
        };

        // The lines of 4:2:0 chrominance lie between those of luminance in JPEG and in MPEG-2 video alike.
        FilterTaps ChromaLines() => FilterTaps.ForChroma(_imageHeight, Height, centred: true);
        FilterTaps ChromaColumns() => FilterTaps.ForChroma(_imageWidth, Width, _centredChroma);
    }

    /// <summary>Model pixels a line that are image.</summary>
    public int Width { get; }

    /// <summary>Model lines that are image.</summary>
    public int Height { get; }

    /// <summary>Model pixels left of the image.</summary>
    public int Left { get; }

    /// <summary>Model lines above the image.</summary>
    public int Top { get; }

    /// <summary>The way back.</summary>
    public ModelToImage ToImage { get; }

    /// <summary>Vertical taps of each plane.</summary>
    public FilterTaps[] Lines { get; }

    /// <summary>Horizontal taps of each colour component: three, or one for grey.</summary>
    public ComponentTaps[] Components { get; }

    /// <summary>Whether the plan was made for images like this one.</summary>
    public bool Fits(in FrameFormat image) =>
        _pixels == image.Pixels && _imageWidth == image.Width && _imageHeight == image.Height && _centredChroma == (image.Encoding == ColorEncoding.Bt601Full);
}
