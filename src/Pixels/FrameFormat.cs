namespace EdgeVision.Pixels;

/// <summary>What a frame's bytes mean.</summary>
/// <param name="Pixels">Arrangement of the bytes.</param>
/// <param name="Width">Pixels a line, at least 1.</param>
/// <param name="Height">Lines, at least 1.</param>
/// <param name="Stride">
/// Bytes from one line of the first plane to the next; 0 for JPEG. NV12's UV plane has the same stride, YUV420's U and V planes half of it, rounded up.
/// </param>
/// <param name="Encoding">YUV to RGB rule.</param>
public readonly record struct FrameFormat(PixelFormat Pixels, int Width, int Height, int Stride, ColorEncoding Encoding = ColorEncoding.Bt601Limited)
{
    /// <summary>Bytes all planes take, the last line's padding included; 0 for JPEG, whose length differs from picture to picture.</summary>
    public long ByteCount
    {
        get
        {
            long chromaLines = ((long)Height + 1) / 2;
            return Pixels switch
            {
                PixelFormat.Jpeg => 0,
                PixelFormat.Nv12 => (long)Stride * Height + Stride * chromaLines,
                PixelFormat.Yuv420 => (long)Stride * Height + 2 * ((Stride + 1L) / 2) * chromaLines,
                _ => (long)Stride * Height,
            };
        }
    }

    /// <summary>A format whose lines follow each other without padding. Odd widths of 4:2:2 and NV12 round up to whole chroma samples.</summary>
    public static FrameFormat Packed(PixelFormat pixels, int width, int height, ColorEncoding encoding = ColorEncoding.Bt601Limited) =>
        new(pixels, width, height, PackedStride(pixels, width), encoding);

    /// <summary>
    /// A raw format whose frames can be taken: sizes of 1 and more, within <see cref="PictureLimits"/>, even where two pixels share their colour,
    /// lines that fit their stride.
    /// </summary>
    internal bool IsRawAndSane =>
        Pixels is >= PixelFormat.Yuyv and < PixelFormat.Jpeg
        && Width > 0
        && Height > 0
        && PictureLimits.Exceeded(Width, Height) is null
        && (Width % 2 == 0 || Pixels is not (PixelFormat.Yuyv or PixelFormat.Uyvy))
        && Stride >= PackedStride(Pixels, Width)
        && ByteCount <= 512 << 20;

    internal static int PackedStride(PixelFormat pixels, int width) => pixels switch
    {
        PixelFormat.Yuyv or PixelFormat.Uyvy => (width + 1) / 2 * 4,
        PixelFormat.Nv12 => (width + 1) / 2 * 2,
        PixelFormat.Yuv420 or PixelFormat.Grey => width,
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => width * 3,
        _ => 0,
    };
}
