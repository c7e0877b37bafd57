using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>A folder of pictures and where it is said what they show.</summary>
/// <param name="Folder">The pictures.</param>
/// <param name="GroundTruth">The file or folder that says what they show.</param>
internal sealed record LabelledFolder(string Folder, string GroundTruth)
{
    private static readonly (ModelTask Task, string Name, string Contents)[] s_groundTruths =
    [
        (ModelTask.Detection, "instances.json", "where the objects are, in COCO's format"),
        (ModelTask.Classification, "labels.tsv", "a file, a tab and its class a line"),
        (ModelTask.Segmentation, "masks", "a folder with a mask NAME.png for each picture NAME"),
    ];

    /// <summary>Whether truth is the folder itself: masks lie beside the pictures, and no PNG is a picture.</summary>
    public bool IsGroundTruthBeside => Directory.Exists(GroundTruth) && RealPath.Of(GroundTruth) == RealPath.Of(Folder);

    /// <summary>The folder, and the truth that a model of <paramref name="task"/> needs.</summary>
    /// <param name="truth">What the user says of it; <see langword="null"/> to look for it in the folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such truth; the message says what was looked for, and what there is for another task.</exception>
    public static LabelledFolder Locate(string folder, string? truth, ModelTask task)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"{folder}: {(File.Exists(folder) ? "it is no folder; name the one with the pictures" : "there is no such folder")}.");
        if (truth is not null)
            return Path.Exists(truth)
                ? new LabelledFolder(folder, truth)
                : throw new FileNotFoundException($"{truth}: there is no such file or folder.", truth);

        (_, string name, string contents) = s_groundTruths.Single(one => one.Task == task);
        string path = Path.Combine(folder, name);
        if (Path.Exists(path))
            return new LabelledFolder(folder, path);

        string? other = s_groundTruths.Where(one => Path.Exists(Path.Combine(folder, one.Name))).Select(
            static one => $" Its {one.Name} is for {Noun(one.Task)}.").FirstOrDefault();
        throw new FileNotFoundException(
            $"{path}: there is no such file; {Noun(task)} is measured by it ({contents}). Add it, or say where it is with --truth.{other}", path);
    }

    private static string Noun(ModelTask task) => task switch
    {
        ModelTask.Detection => "a detector",
        ModelTask.Classification => "a classifier",
        _ => "a segmenter",
    };
}
