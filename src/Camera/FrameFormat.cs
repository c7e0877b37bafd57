namespace EdgeVision.Camera;

/// <summary>What a frame's bytes mean.</summary>
/// <param name="Pixels">Arrangement of the bytes.</param>
/// <param name="Width">Pixels a line, at least 1.</param>
/// <param name="Height">Lines, at least 1.</param>
/// <param name="Stride">Bytes from one line of the first plane to the next; 0 for JPEG. NV12's UV plane has the same stride, YUV420's U and V planes half of it, rounded up.</param>
/// <param name="Encoding">YUV to RGB rule.</param>
public readonly record struct FrameFormat(PixelFormat Pixels, int Width, int Height, int Stride, ColorEncoding Encoding = ColorEncoding.Bt601Limited);
