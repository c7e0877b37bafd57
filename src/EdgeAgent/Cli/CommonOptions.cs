using System.CommandLine;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>The options that several commands share, with one spelling and one description each.</summary>
internal static class CommonOptions
{
    /// <summary>The one that ships for segmentation.</summary>
    public const string DefaultSegmenter = "selfie-mobilenet-v3-mediapipe";

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object a line instead of text for people.",
    };

    public static Option<bool> Force() => new("--force", "-f")
    {
        Description = "Overwrite files that are there.",
    };

    public static Option<string> Model() => new("--model", "-m")
    {
        Description = "A model: the name of a folder of models/, a folder with a manifest.json, or an .onnx file with its manifest.json beside it.",
        HelpName = "NAME|PATH",
        DefaultValueFactory = _ => InstalledModels.Default,
    };

    public static Option<Spelled<EngineKind>> Engine()
    {
        Option<Spelled<EngineKind>> option = new("--engine", "-e")
        {
            Description = "Which engine runs the network.",
            HelpName = string.Join('|', EngineNames.All),
            DefaultValueFactory = static _ => new(EngineKind.Managed, EngineNames.Of(EngineKind.Managed)),
            CustomParser = static result => new(EngineNames.Parse(result, result.Tokens[0].Value), result.Tokens[0].Value),
        };
        option.CompletionSources.Add([.. EngineNames.All]);
        return option;
    }

    /// <summary>A number of threads; <see langword="null"/> for one a processor.</summary>
    public static Option<Spelled<int?>> Threads() => new("--threads", "-t")
    {
        Description = "Threads that share one inference, 1 to 64; auto is one for each processor.",
        HelpName = "auto|N",
        DefaultValueFactory = static _ => new(null, AutomaticAttribute.Spelling),
        CustomParser = static result => result.Tokens[0].Value is var text && text.Equals(AutomaticAttribute.Spelling, StringComparison.OrdinalIgnoreCase)
            ? new(null, text)
            : new(NumberArgument.Parse<int>(result, static threads => threads is >= 1 and <= 64, "in 1 to 64, nor auto"), text),
    };

    public static Option<float?> MinimumScore() => new("--min-score", "-s")
    {
        Description = "Leave out what the network is less sure of, between 0 and 1. Default: what the model's manifest says.",
        HelpName = "SCORE",
        CustomParser = result => NumberArgument.Parse<float>(result, static score => score is > 0f and < 1f, "between 0 and 1"),
    };

    public static Argument<string[]> Pictures() => new("FILE")
    {
        Description = "JPEG or PNG pictures, a JPEG turned as its Exif says; a folder means those in it, - one from standard input.",
        Arity = ArgumentArity.OneOrMore,
    };
}
