namespace EdgeVision.Pixels;

/// <summary>How the bytes of a frame are arranged. V4L2 FourCC in brackets.</summary>
public enum PixelFormat
{
    /// <summary>4:2:2 packed: Y0 U Y1 V (YUYV).</summary>
    Yuyv,

    /// <summary>4:2:2 packed: U Y0 V Y1 (UYVY).</summary>
    Uyvy,

    /// <summary>4:2:0, a Y plane, then a plane of interleaved U V (NV12).</summary>
    Nv12,

    /// <summary>4:2:0, a Y, a U and a V plane (YU12, I420).</summary>
    Yuv420,

    /// <summary>One byte of luminance a pixel (GREY).</summary>
    Grey,

    /// <summary>R G B, one byte each (RGB3).</summary>
    Rgb24,

    /// <summary>B G R, one byte each (BGR3).</summary>
    Bgr24,

    /// <summary>One JPEG picture a frame (MJPG, JPEG).</summary>
    Jpeg,
}
