using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.Workbench.Eval;

/// <summary>Requires that truth speaks of each picture once: one that is counted twice weighs twice, or is held against half of its own objects.</summary>
internal static class ListedPictures
{
    /// <summary>Compares names as paths, so that ./a.jpg is a.jpg.</summary>
    /// <exception cref="GroundTruthFormatException">Two names are of one file.</exception>
    public static void RequireEachOnce(LabelledFolder labelled, IEnumerable<string> pictures)
    {
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (string picture in pictures)
        {
            string path = Path.GetFullPath(Path.Combine(labelled.Folder, picture));
            if (!seen.TryAdd(path, picture))
                throw new GroundTruthFormatException(
                    labelled.GroundTruth,
                    $"the picture {picture} is listed twice{(seen[path] == picture ? "" : $", before as {seen[path]}")}; list it once, with all that it shows");
        }
    }
}
