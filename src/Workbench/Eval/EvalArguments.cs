using System.CommandLine;

namespace EdgeVision.Workbench.Eval;

/// <summary>The options of <c>edgevision eval</c> that no other command has.</summary>
internal static class EvalArguments
{
    public static Argument<string> Folder() => new("FOLDER")
    {
        Description = "A folder of pictures, with what they show: instances.json for a detector, labels.tsv for a classifier, masks/ for a segmenter.",
    };

    public static Option<string?> GroundTruth() => new("--truth")
    {
        Description = "What the pictures show, where it is not in FOLDER: a file as instances.json or labels.tsv, or a folder of masks.",
        HelpName = "PATH",
    };

    public static Option<int?> Limit() => new("--limit", "-n")
    {
        Description = "Take only so many pictures, spread evenly over all, 1 to 1000000.",
        HelpName = "N",
        CustomParser = result => NumberArgument.Parse<int>(result, static limit => limit is >= 1 and <= 1_000_000, "in 1 to 1000000"),
    };

    public static Option<bool> PerClass() => new("--per-class", "-c")
    {
        Description = "Also print the figures of each class.",
    };
}
