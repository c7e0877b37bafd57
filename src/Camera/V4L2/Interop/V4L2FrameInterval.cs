namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_frmivalenum, 52 bytes. A discrete interval lies over the minimum of a stepwise one, which is the highest rate.</summary>
internal unsafe struct V4L2FrameInterval
{
    public uint Index;
    public uint PixelFormat;
    public uint Width;
    public uint Height;
    public uint Type;
    public uint MinNumerator;
    public uint MinDenominator;
    public uint MaxNumerator;
    public uint MaxDenominator;
    private fixed uint _stepAndReserved[4];
}
