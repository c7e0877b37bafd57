using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Model;

/// <summary>Reads the names of classes from a text file, one a line.</summary>
internal static class LabelFile
{
    private const long MaxFileBytes = 1 << 20;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>
    /// The names, blank lines at the end left out. Where every line begins with its own number and a colon, counted from 0 or 1, these are left out.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">The file has no names, or cannot be a list of names.</exception>
    public static ImmutableArray<string> Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file of labels.", path);
        // Pipes and devices have no length, and some of them no end.
        if ((File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is not FileInfo { Length: > 0 and <= MaxFileBytes })
            throw new ModelFormatException(
                path, null, $"it is no list of labels: it must be a regular file of at most {MaxFileBytes >> 10} KiB, and not empty");

        string[] lines = [.. Lines(path)];
        int count = Array.FindLastIndex(lines, static line => line.Length > 0) + 1;
        if (count == 0)
            throw new ModelFormatException(path, null, "it has no label");

        lines = lines[..count];
        return IsNumbered(lines, 0) || IsNumbered(lines, 1)
            ? [.. lines.Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())]
            : [.. lines];
    }

    private static List<string> Lines(string path)
    {
        try
        {
            using StringReader text = new(s_strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
            List<string> lines = [];
            while (text.ReadLine() is { } line)
                lines.Add(line.Trim());
            return lines;
        }
        catch (DecoderFallbackException)
        {
            throw new ModelFormatException(path, null, "it is no UTF-8, so its names would be others; convert it, for example by iconv -f latin1 -t utf-8");
        }
    }

    private static bool IsNumbered(string[] lines, int from) =>
        lines.Index().All(line => line.Item.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{line.Index + from}:"), StringComparison.Ordinal));
}
