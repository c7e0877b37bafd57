namespace EdgeVision.Pixels;

/// <summary>How every PNG begins (ISO/IEC 15948, §5.2).</summary>
internal static class PngSignature
{
    public const int Length = 8;

    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
}
