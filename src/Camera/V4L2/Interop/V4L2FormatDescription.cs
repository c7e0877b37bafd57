namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_fmtdesc, 64 bytes.</summary>
internal unsafe struct V4L2FormatDescription
{
    public uint Index;
    public uint Type;
    public uint Flags;
    private fixed byte _description[32];
    public uint PixelFormat;
    private fixed uint _mediaBusCodeAndReserved[4];
}
