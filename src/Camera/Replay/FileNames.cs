using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using EdgeVision.Camera.Replay.Interop;

namespace EdgeVision.Camera.Replay;

/// <summary>Names of files that are no UTF-8: Linux allows them, the runtime lists them with U+FFFD and can open none of them.</summary>
public static class FileNames
{
    /// <summary>Those names in a folder, in ordinal order, with the bytes that are no UTF-8 as escapes: <c>caf\xe9.jpg</c>.</summary>
    public static IReadOnlyList<string> NotUtf8(string folder) =>
        [.. FolderEntries.Of(folder).Where(static name => !Utf8.IsValid(name)).Select(static name => Escape(name)).Order(StringComparer.Ordinal)];

    /// <summary>A name with the bytes that are no UTF-8 as escapes.</summary>
    public static string Escape(ReadOnlySpan<byte> name)
    {
        StringBuilder text = new(name.Length + 8);
        for (int length; !name.IsEmpty; name = name[length..])
        {
            if (Rune.DecodeFromUtf8(name, out Rune rune, out length) == OperationStatus.Done)
                text.Append(rune);
            else
                foreach (byte one in name[..length])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        }

        return text.ToString();
    }
}
