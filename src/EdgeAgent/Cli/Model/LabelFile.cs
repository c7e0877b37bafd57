using System.Collections.Immutable;
using System.Globalization;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Cli.Model;

/// <summary>Reads the names of classes from a text file, one a line.</summary>
internal static class LabelFile
{
    private const long LargestFile = 1 << 20;

    /// <summary>The names, blank lines at the end left out. Where every line begins with its own number and a colon, counted from 0 or 1, these are left out.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">The file has no names, or cannot be a list of names.</exception>
    public static ImmutableArray<string> Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file of labels.", path);
        // Pipes and devices have no length, and some of them no end.
        if ((File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is not FileInfo { Length: > 0 and <= LargestFile })
            throw new ModelFormatException(path, null, $"it is no list of labels: it must be a regular file of at most {LargestFile >> 10} KiB, and not empty");

        string[] lines = [.. File.ReadLines(path).Select(static line => line.Trim())];
        int count = Array.FindLastIndex(lines, static line => line.Length > 0) + 1;
        if (count == 0)
            throw new ModelFormatException(path, null, "it has no label");

        lines = lines[..count];
        return IsNumbered(lines, 0) || IsNumbered(lines, 1) ? [.. lines.Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())] : [.. lines];
    }

    private static bool IsNumbered(string[] lines, int from) =>
        lines.Index().All(line => line.Item.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{line.Index + from}:"), StringComparison.Ordinal));
}
