using System.Runtime.InteropServices;

namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_format with its v4l2_pix_format, 208 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 208)]
internal struct V4L2Format
{
    [FieldOffset(0)]
    public uint Type;

    [FieldOffset(8)]
    public uint Width;

    [FieldOffset(12)]
    public uint Height;

    [FieldOffset(16)]
    public uint PixelFormat;

    [FieldOffset(20)]
    public uint Field;

    [FieldOffset(24)]
    public uint BytesPerLine;

    [FieldOffset(28)]
    public uint SizeImage;

    [FieldOffset(32)]
    public uint ColorSpace;

    /// <summary><see cref="V4L2Constants.ExtendedFieldsValid"/> where the encoding and quantization mean something.</summary>
    [FieldOffset(36)]
    public uint Private;

    [FieldOffset(44)]
    public uint YuvEncoding;

    [FieldOffset(48)]
    public uint Quantization;
}
