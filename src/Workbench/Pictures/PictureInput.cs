using EdgeVision.Camera.Replay;
using EdgeVision.Inference.Models;
using RegularFile = EdgeVision.Linux.RegularFile;

namespace EdgeVision.Workbench.Pictures;

/// <summary>Which pictures the words of a command line mean: a file itself, a folder the pictures in it, and - the one that comes by standard input.</summary>
internal static class PictureInput
{
    /// <summary>What is typed for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>What ends a picture's name in a folder, in whatever case.</summary>
    public static readonly string[] Endings = [".jpg", ".jpeg", ".png"];

    /// <summary>The pictures in the order of <paramref name="words"/>, those of a folder by their names.</summary>
    /// <param name="errors">What means no picture, each with its reason; the pictures go on without.</param>
    /// <exception cref="UsageException">Standard input is named twice.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> words, List<Exception> errors)
    {
        if (words.Count(static word => word == StandardInput) > 1)
            throw new UsageException("- is named twice, but standard input brings one picture.");

        List<string> pictures = [];
        foreach (string word in words)
        {
            if (CommandLineBytes.EscapedWhereNotUtf8(word) is { } escaped)
                errors.Add(NotUtf8(escaped));
            else if (Directory.Exists(word))
                AddFolder(word, pictures, errors);
            else
                pictures.Add(word);
        }

        return pictures;
    }

    /// <summary>What a picture made of <paramref name="picture"/> is called.</summary>
    public static string NameOf(string picture, bool isPng) => picture == StandardInput ? isPng ? "stdin.png" : "stdin.jpg" : Path.GetFileName(picture);

    private static void AddFolder(string folder, List<string> pictures, List<Exception> errors)
    {
        string[] found;
        try
        {
            found = [.. Directory.EnumerateFiles(folder).Where(static file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new UnreadableFileException(folder, $"the folder cannot be read ({FileError.Reason(e)})."));
            return;
        }

        IReadOnlyList<string> unusable = found.Any(static file => file.Contains('\uFFFD', StringComparison.Ordinal)) ? FileNames.NotUtf8(folder) : [];
        foreach (string name in unusable.Where(static name => Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)))
            errors.Add(NotUtf8(Path.Combine(folder, name)));
        // A name that is no UTF-8 is listed with U+FFFD, as no file is called.
        string[] usable = [.. found.Where(static file => !file.Contains('\uFFFD', StringComparison.Ordinal) || File.Exists(file))];
        foreach (string file in usable)
        {
            // A pipe in a folder would keep all that come after it waiting; named by itself it may be meant.
            if (RegularFile.IsReplaced(file))
                errors.Add(new UnreadableFileException(file, "it is a pipe or a device, no file."));
            else
                pictures.Add(file);
        }

        if (usable.Length == 0 && unusable.Count == 0)
            errors.Add(new UnreadableFileException(folder, $"the folder has no picture ({string.Join(", ", Endings)}); folders in it are not searched."));
    }

    private static UnreadableFileException NotUtf8(string escaped) => new(escaped, "a file whose name is no UTF-8 cannot be opened; rename it.");
}
