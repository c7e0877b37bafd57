using System.Runtime.InteropServices;

namespace EdgeVision.Pixels.Jpeg.Interop;

/// <summary>A TurboJPEG compressor or decompressor.</summary>
internal sealed class SafeTurboJpegHandle : SafeHandle
{
    public SafeTurboJpegHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;
}
