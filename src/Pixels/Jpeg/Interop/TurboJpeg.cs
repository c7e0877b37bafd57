using System.Runtime.InteropServices;

namespace EdgeVision.Pixels.Jpeg.Interop;

/// <summary>The TurboJPEG 2 interface of libjpeg-turbo (turbojpeg.h). Functions return 0, or −1 and leave a message.</summary>
internal static unsafe partial class TurboJpeg
{
    public const int PixelFormatRgb = 0;
    public const int PixelFormatBgr = 1;
    public const int PixelFormatGrey = 6;
    public const int ColorSpaceCmyk = 3;
    public const int ColorSpaceYcck = 4;
    public const int Subsampling420 = 2;
    public const int SubsamplingGrey = 3;
    public const int FlagLimitScans = 32768;
    public const int FlagNoRealloc = 1024;
    public const int ErrorWarning = 0;

    private const string Library = "libturbojpeg.so.0";

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial SafeTurboJpegHandle InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial SafeTurboJpegHandle InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(
        SafeTurboJpegHandle handle, byte* jpeg, CULong length, out int width, out int height, out int subsampling, out int colorSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(
        SafeTurboJpegHandle handle, byte* jpeg, CULong length, byte* destination, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        SafeTurboJpegHandle handle,
        byte* source,
        int width,
        int pitch,
        int height,
        int pixelFormat,
        byte** jpeg,
        CULong* length,
        int subsampling,
        int quality,
        int flags);

    [LibraryImport(Library, EntryPoint = "tjBufSize")]
    public static partial CULong BufferSize(int width, int height, int subsampling);

    [LibraryImport(Library, EntryPoint = "tjGetScalingFactors")]
    public static partial ScalingFactor* GetScalingFactors(out int count);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int GetErrorCode(SafeTurboJpegHandle handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial byte* GetErrorString(SafeTurboJpegHandle handle);

    /// <summary>The last message, in the library's own memory until the next call.</summary>
    public static ReadOnlySpan<byte> ErrorText(SafeTurboJpegHandle handle) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(GetErrorString(handle));
}
