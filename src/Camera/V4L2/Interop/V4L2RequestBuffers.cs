namespace EdgeVision.Camera.V4L2.Interop;

/// <summary>struct v4l2_requestbuffers, 20 bytes.</summary>
internal struct V4L2RequestBuffers
{
    public uint Count;
    public uint Type;
    public uint Memory;
    public uint Capabilities;
    public uint FlagsAndReserved;
}
