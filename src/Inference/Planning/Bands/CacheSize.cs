using System.Globalization;

namespace EdgeVision.Inference.Planning.Bands;

/// <summary>How much of a tensor stays near the processor.</summary>
internal static class CacheSize
{
    // What the boards have that do not tell: 512 KB a core (Cortex-A76), or 1 MB for four (Cortex-A72).
    private const long Usual = 512 * 1024;

    /// <summary>Bytes of the second-level cache of the first core, or what is usual where the system does not tell.</summary>
    public static long SecondLevel { get; } = Read("/sys/devices/system/cpu/cpu0/cache/index2/size");

    /// <summary>The size in a file of the kernel: a number and K or M.</summary>
    internal static long Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Usual;
        }

        long unit = text.EndsWith('K') ? 1024 : text.EndsWith('M') ? 1024 * 1024 : 1;
        return long.TryParse(text.TrimEnd('K', 'M'), NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count is > 0 and < 1 << 20
            ? count * unit
            : Usual;
    }
}
