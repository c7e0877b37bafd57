using System.Text;

namespace EdgeVision.Pixels;

/// <summary>What a file is that is no JPEG and no PNG, told by how it begins, and what to do instead.</summary>
public static class ForeignPicture
{
    // The brand of an ISO base media file (ISO/IEC 14496-12, §4.3) follows the length and type of its first box.
    private const int Brand = 8;

    /// <summary>One sentence for a person who took the bytes for a picture, or two.</summary>
    /// <param name="bytes">The file, at least its first bytes; or nothing, where it is empty.</param>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "The file is empty.";

        string? kind = Name(bytes);
        return kind is null ? "The picture is neither a JPEG nor a PNG." : $"The picture is {kind}, which is not read. Save it as a JPEG or PNG first.";
    }

    /// <summary>The kind of file in words, with an article where it wants one; <see langword="null"/>: none that is known.</summary>
    internal static string? Name(ReadOnlySpan<byte> bytes)
    {
        if (PngSignature.Begins(bytes))
            return "a PNG";
        if (bytes.StartsWith("GIF8"u8))
            return "a GIF";
        if (bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..].StartsWith("WEBP"u8))
            return "a WebP";
        if (bytes.StartsWith("RIFF"u8))
            return "a RIFF file, perhaps a film";
        if (bytes.StartsWith("BM"u8) && bytes.Length >= 14)
            return "a BMP";
        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
            return "a TIFF or a camera's raw file";
        if (bytes.StartsWith("\0\0\0\x0CjP  "u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return "a JPEG 2000";
        if (bytes.StartsWith("\0\0\0\x0CJXL "u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]))
            return "a JPEG XL";
        if (bytes.StartsWith("%PDF"u8))
            return "a PDF";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 1]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1]))
            return "an H.264, H.265 or MPEG film";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return "a Matroska or WebM film";
        return bytes.Length >= Brand + 4 && bytes[4..].StartsWith("ftyp"u8) ? NameOfBrand(Encoding.Latin1.GetString(bytes.Slice(Brand, 4))) : null;
    }

    private static string NameOfBrand(string brand) => brand switch
    {
        "avif" or "avis" => "an AVIF",
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" => "a HEIC, as phones take them",
        _ => "a film (MP4 or QuickTime)",
    };
}
