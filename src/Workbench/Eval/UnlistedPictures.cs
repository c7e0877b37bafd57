namespace EdgeVision.Workbench.Eval;

/// <summary>Pictures in the folder that truth does not speak of: harmless, or a name misspelled.</summary>
internal static class UnlistedPictures
{
    private static readonly string[] s_endings = [".jpg", ".jpeg", ".png"], s_jpegEndings = [".jpg", ".jpeg"];

    /// <summary>What ends a picture's name, in whatever case: where masks lie beside pictures, a PNG is a mask.</summary>
    public static string[] Endings(LabelledFolder labelled) => labelled.IsGroundTruthBeside ? s_jpegEndings : s_endings;

    /// <summary>How many there are, in a sentence; <see langword="null"/> where there are none.</summary>
    public static string? Remark(LabelledFolder labelled, IEnumerable<string> listed)
    {
        HashSet<string> known = new(listed, StringComparer.Ordinal);
        string[] endings = Endings(labelled);
        int count = 0;
        string? first = null;
        foreach (string file in Directory.EnumerateFiles(labelled.Folder).Select(static path => Path.GetFileName(path)))
        {
            if (known.Contains(file) || !endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                continue;

            count++;
            first = first is null || string.CompareOrdinal(file, first) < 0 ? file : first;
        }

        return count switch
        {
            0 => null,
            1 => $"nothing says what {first} shows; it was left out.",
            _ => $"nothing says what {count} more pictures of the folder show, {first} for one; they were left out.",
        };
    }
}
