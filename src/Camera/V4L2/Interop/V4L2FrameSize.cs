namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_frmsizeenum, 44 bytes. The sizes are a union; a discrete size lies over its first two words.</summary>
internal unsafe struct V4L2FrameSize
{
    public uint Index;
    public uint PixelFormat;
    public uint Type;
    public uint MinWidth;
    public uint MaxWidth;
    public uint StepWidth;
    public uint MinHeight;
    public uint MaxHeight;
    public uint StepHeight;
    private fixed uint _reserved[2];

    /// <summary>Of <see cref="V4L2Constants.FrameSizeDiscrete"/>: first word of the union.</summary>
    public uint DiscreteWidth { readonly get => MinWidth; set => MinWidth = value; }

    /// <summary>Of <see cref="V4L2Constants.FrameSizeDiscrete"/>: second word of the union.</summary>
    public uint DiscreteHeight { readonly get => MaxWidth; set => MaxWidth = value; }
}
