namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>ioctl request codes of linux/videodev2.h, for 64-bit Linux: direction &lt;&lt; 30 | size &lt;&lt; 16 | 'V' &lt;&lt; 8 | number.</summary>
internal static class V4L2Request
{
    public const uint QueryCapability = Read | (104u << 16) | 0;
    public const uint EnumerateFormats = Read | Write | (64u << 16) | 2;
    public const uint GetFormat = Read | Write | (208u << 16) | 4;
    public const uint SetFormat = Read | Write | (208u << 16) | 5;
    public const uint RequestBuffers = Read | Write | (20u << 16) | 8;
    public const uint QueryBuffer = Read | Write | (88u << 16) | 9;
    public const uint QueueBuffer = Read | Write | (88u << 16) | 15;
    public const uint DequeueBuffer = Read | Write | (88u << 16) | 17;
    public const uint StreamOn = Write | (4u << 16) | 18;
    public const uint StreamOff = Write | (4u << 16) | 19;
    public const uint GetParameters = Read | Write | (204u << 16) | 21;
    public const uint SetParameters = Read | Write | (204u << 16) | 22;
    public const uint EnumerateFrameSizes = Read | Write | (44u << 16) | 74;
    public const uint EnumerateFrameIntervals = Read | Write | (52u << 16) | 75;

    private const uint Write = 1u << 30 | 'V' << 8;
    private const uint Read = 2u << 30 | 'V' << 8;

    /// <summary>The C name, for messages.</summary>
    public static string NameOf(uint request) => request switch
    {
        QueryCapability => "VIDIOC_QUERYCAP",
        EnumerateFormats => "VIDIOC_ENUM_FMT",
        GetFormat => "VIDIOC_G_FMT",
        SetFormat => "VIDIOC_S_FMT",
        RequestBuffers => "VIDIOC_REQBUFS",
        QueryBuffer => "VIDIOC_QUERYBUF",
        QueueBuffer => "VIDIOC_QBUF",
        DequeueBuffer => "VIDIOC_DQBUF",
        StreamOn => "VIDIOC_STREAMON",
        StreamOff => "VIDIOC_STREAMOFF",
        GetParameters => "VIDIOC_G_PARM",
        SetParameters => "VIDIOC_S_PARM",
        EnumerateFrameSizes => "VIDIOC_ENUM_FRAMESIZES",
        EnumerateFrameIntervals => "VIDIOC_ENUM_FRAMEINTERVALS",
        _ => $"ioctl 0x{request:X8}",
    };
}
