using System.Text;
using System.Text.Unicode;
using EdgeVision.Camera.Replay;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>What was typed, byte for byte: the runtime puts U+FFFD in the place of bytes that are no UTF-8, and then nobody knows which they were.</summary>
internal static class CommandLineBytes
{
    private const string Source = "/proc/self/cmdline";

    /// <summary>
    /// The bytes of <paramref name="argument"/> with those that are no UTF-8 as escapes; <see langword="null"/> for an argument that is UTF-8.
    /// </summary>
    public static string? EscapedWhereNotUtf8(string argument)
    {
        if (!argument.Contains('\uFFFD', StringComparison.Ordinal))
            return null;

        byte[] commandLine = File.ReadAllBytes(Source);
        foreach (Range range in commandLine.AsSpan().Split((byte)0))
        {
            ReadOnlySpan<byte> bytes = commandLine.AsSpan()[range];
            if (!Utf8.IsValid(bytes) && Encoding.UTF8.GetString(bytes) == argument)
                return FileNames.Escape(bytes);
        }

        return null;
    }
}
