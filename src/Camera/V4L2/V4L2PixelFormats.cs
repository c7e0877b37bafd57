using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>The kernel's names of pixel formats (linux/videodev2.h) and ours.</summary>
internal static class V4L2PixelFormats
{
    public const uint Yuyv = 0x56595559;
    public const uint Uyvy = 0x59565955;
    public const uint Nv12 = 0x3231564E;
    public const uint Yuv420 = 0x32315559;
    public const uint Grey = 0x59455247;
    public const uint Rgb24 = 0x33424752;
    public const uint Bgr24 = 0x33524742;
    public const uint MotionJpeg = 0x47504A4D;
    public const uint Jpeg = 0x4745504A;

    /// <summary>What costs the processor least comes first: 4:2:0 moves fewest bytes, JPEG has to be decoded, grey has no colour for the network.</summary>
    public static IReadOnlyList<PixelFormat> CheapestFirst { get; } =
    [
        PixelFormat.Nv12, PixelFormat.Yuv420, PixelFormat.Yuyv, PixelFormat.Uyvy, PixelFormat.Rgb24, PixelFormat.Bgr24, PixelFormat.Jpeg, PixelFormat.Grey,
    ];

    public static PixelFormat? FromCode(uint code) => code switch
    {
        Yuyv => PixelFormat.Yuyv,
        Uyvy => PixelFormat.Uyvy,
        Nv12 => PixelFormat.Nv12,
        Yuv420 => PixelFormat.Yuv420,
        Grey => PixelFormat.Grey,
        Rgb24 => PixelFormat.Rgb24,
        Bgr24 => PixelFormat.Bgr24,
        MotionJpeg or Jpeg => PixelFormat.Jpeg,
        _ => null,
    };

    /// <summary>The four letters, and <c>-BE</c> where the highest bit says that the high bytes come first.</summary>
    public static string NameOf(uint code)
    {
        Span<char> letters = [(char)(code & 0x7F), (char)(code >> 8 & 0x7F), (char)(code >> 16 & 0x7F), (char)(code >> 24 & 0x7F)];
        foreach (ref char letter in letters)
            letter = char.IsAsciiLetterOrDigit(letter) ? letter : ' ';
        return new string(letters).TrimEnd() + (code >> 31 == 0 ? "" : "-BE");
    }

    /// <summary>
    /// The YUV rule of a negotiated format (the kernel's V4L2_MAP_YCBCR_ENC_DEFAULT and V4L2_MAP_QUANTIZATION_DEFAULT). BT.2020 and SMPTE 240M, which
    /// hardly any camera sends, are read as BT.709, whose weights are nearest to theirs.
    /// </summary>
    public static ColorEncoding EncodingOf(in V4L2Format format)
    {
        bool extended = format.Private == V4L2Constants.ExtendedFieldsValid;
        uint encoding = extended ? format.YuvEncoding : V4L2Constants.EncodingDefault;
        uint quantization = extended ? format.Quantization : V4L2Constants.QuantizationDefault;
        bool full = quantization == V4L2Constants.QuantizationFullRange
            || (quantization == V4L2Constants.QuantizationDefault && format.ColorSpace == V4L2Constants.ColorSpaceJpeg);
        bool is709 = encoding == V4L2Constants.EncodingDefault
            ? format.ColorSpace is V4L2Constants.ColorSpaceRec709 or V4L2Constants.ColorSpaceDciP3 or V4L2Constants.ColorSpaceBt2020
                or V4L2Constants.ColorSpaceSmpte240M
            : encoding is V4L2Constants.Encoding709 or V4L2Constants.EncodingXv709 or V4L2Constants.EncodingBt2020
                or V4L2Constants.EncodingBt2020ConstantLuminance or V4L2Constants.EncodingSmpte240M;
        if (is709)
            return full ? ColorEncoding.Bt709Full : ColorEncoding.Bt709Limited;

        return full ? ColorEncoding.Bt601Full : ColorEncoding.Bt601Limited;
    }
}
