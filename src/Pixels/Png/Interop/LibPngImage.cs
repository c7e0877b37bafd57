using System.Runtime.InteropServices;
using System.Text;

namespace EdgeVision.Pixels.Png.Interop;

/// <summary>png_image of png.h: what an image is, and the message of what went wrong.</summary>
internal unsafe struct LibPngImage
{
    public nint Opaque;
    public uint Version;
    public uint Width;
    public uint Height;
    public uint Format;
    public uint Flags;
    public uint ColormapEntries;
    public uint WarningOrError;
    public fixed byte Message[64];

    /// <summary>What libpng said last; empty where it said nothing.</summary>
    public string Text()
    {
        fixed (byte* message = Message)
            return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message));
    }
}
