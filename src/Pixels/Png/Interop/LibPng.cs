using System.Runtime.InteropServices;

namespace EdgeVision.Pixels.Png.Interop;

/// <summary>The simplified interface of libpng 1.6 (png.h). Functions return 0 on failure and leave a message in the image.</summary>
internal static unsafe partial class LibPng
{
    public const uint ImageVersion = 1;
    public const uint FormatFlagColormap = 8;
    public const uint FormatGrey = 0;
    public const uint FormatRgb = 2;
    public const uint FormatBgr = FormatRgb | 16;
    public const uint FormatRgbColormap = FormatRgb | FormatFlagColormap;
    public const uint Flag16BitSrgb = 4;

    private const string Library = "libpng16.so.16";

    [LibraryImport(Library, EntryPoint = "png_access_version_number")]
    public static partial uint VersionNumber();

    [LibraryImport(Library, EntryPoint = "png_image_begin_read_from_memory")]
    public static partial int BeginRead(LibPngImage* image, byte* memory, nuint size);

    /// <param name="background">Three bytes of sRGB.</param>
    /// <param name="rowStride">In components: bytes.</param>
    [LibraryImport(Library, EntryPoint = "png_image_finish_read")]
    public static partial int FinishRead(LibPngImage* image, byte* background, byte* buffer, int rowStride, byte* colormap);

    [LibraryImport(Library, EntryPoint = "png_image_free")]
    public static partial void Free(LibPngImage* image);

    /// <param name="memoryBytes">Room there is; afterwards bytes written.</param>
    /// <param name="rowStride">In components: bytes.</param>
    [LibraryImport(Library, EntryPoint = "png_image_write_to_memory")]
    public static partial int Write(LibPngImage* image, byte* memory, nuint* memoryBytes, int convertTo8Bit, byte* buffer, int rowStride, byte* colormap);

    /// <summary>Makes sure that the library is there.</summary>
    /// <exception cref="CodecException">libpng is not installed.</exception>
    public static void Load()
    {
        try
        {
            _ = VersionNumber();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new CodecException("PNG needs libpng 1.6: apt-get install libpng16-16.", e);
        }
    }
}
