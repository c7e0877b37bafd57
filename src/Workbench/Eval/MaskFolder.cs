using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.Workbench.Eval;

/// <summary>A folder of masks, each of the picture that has its name up to the ending.</summary>
internal sealed class MaskFolder
{
    private const int MaxMasks = 1_000_000;

    private MaskFolder(IReadOnlyList<string> pictures, IReadOnlyList<string> masks)
    {
        Pictures = pictures;
        Masks = masks;
    }

    /// <summary>Pictures relative to their folder, in alphabetical order.</summary>
    public IReadOnlyList<string> Pictures { get; }

    /// <summary>Where the mask of each picture is.</summary>
    public IReadOnlyList<string> Masks { get; }

    /// <summary>Every mask with its picture; one whose picture is not there is listed as NAME.jpg, to be missed when it is read.</summary>
    /// <exception cref="GroundTruthFormatException">
    /// The truth is no folder, has no masks or too many, a picture has several masks, or a mask could be of several pictures.
    /// </exception>
    public static MaskFolder List(LabelledFolder labelled)
    {
        if (!Directory.Exists(labelled.GroundTruth))
            throw new GroundTruthFormatException(labelled.GroundTruth, "a segmenter is measured by a folder of masks, which this is not");

        string[] masks = [.. Directory.EnumerateFiles(labelled.GroundTruth).Where(
            static file => Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase)).Take(MaxMasks + 1).Order(StringComparer.Ordinal)];
        if (masks.Length is < 1 or > MaxMasks)
            throw new GroundTruthFormatException(labelled.GroundTruth, $"the folder has {(masks.Length == 0 ? "no" : $"more than {MaxMasks}")} PNG files");

        string[] endings = UnlistedPictures.Endings(labelled);
        ILookup<string, string> pictures = Directory.EnumerateFiles(labelled.Folder)
            .Where(file => endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .ToLookup(static file => Path.GetFileNameWithoutExtension(file), static file => Path.GetFileName(file), StringComparer.Ordinal);
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        var files = new string[masks.Length];
        for (int i = 0; i < masks.Length; i++)
        {
            string name = Path.GetFileNameWithoutExtension(masks[i]);
            if (!seen.TryAdd(name, masks[i]))
                throw new GroundTruthFormatException(
                    labelled.GroundTruth,
                    $"{Path.GetFileName(seen[name])} and {Path.GetFileName(masks[i])} are both the mask of {name}; leave one of them in the folder");
            string[] found = [.. pictures[name].Order(StringComparer.Ordinal)];
            if (found.Length > 1)
                throw new GroundTruthFormatException(
                    labelled.GroundTruth, $"the mask {name}.png could be of {string.Join(" or of ", found)}; leave one of them in the folder");
            files[i] = found.Length == 1 ? found[0] : $"{name}.jpg";
        }

        return new MaskFolder(files, masks);
    }
}
