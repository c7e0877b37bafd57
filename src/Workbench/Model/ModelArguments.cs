using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Model;

/// <summary>The arguments of <c>edgevision model new</c>.</summary>
internal static class ModelArguments
{
    private static readonly string[] s_names = [.. NetworkCatalog.All.Select(static family => family.Name)];
    private static readonly (string Name, NetworkLayout Layout)[] s_layouts = [
        ("tensorflow", NetworkLayout.TensorFlow), ("torchvision", NetworkLayout.Torchvision)];

    public static Argument<NetworkFamily> Family()
    {
        Argument<NetworkFamily> argument = new("NAME")
        {
            Description = $"Which network: {string.Join(", ", s_names)}.",
            HelpName = "NAME",
            CustomParser = static result => ParseFamily(result, result.Tokens[0].Value),
        };
        argument.CompletionSources.Add(s_names);
        return argument;
    }

    public static Option<double> Alpha() => new("--alpha", "-a")
    {
        Description = "Width multiplier, above 0.1 and at most 2: the channels of every layer times this, in multiples of 8.",
        HelpName = "FACTOR",
        DefaultValueFactory = _ => 1.0,
        CustomParser = result =>
            NumberArgument.Parse<double>(result, static alpha => alpha is > NetworkDesign.MinAlpha and <= NetworkDesign.MaxAlpha, "above 0.1 and at most 2"),
    };

    public static Option<int?> Resolution() => new("--resolution", "-r")
    {
        Description = "Height and width of the input in pixels, 32 to 1024. Default: what the network was published with.",
        HelpName = "PIXELS",
        CustomParser = result => NumberArgument.Parse<int>(
            result, static pixels => pixels is >= NetworkDesign.MinResolution and <= NetworkDesign.MaxResolution, "in 32 to 1024"),
    };

    public static Option<int?> Classes() => new("--classes", "-c")
    {
        Description = "Classes to tell apart: of a classifier 1 to 50000, of a detector 1 to 10000 without its background, of a segmenter 2 to 256 with it. "
            + "Default: 1000 of ImageNet, 90 of COCO, 21 of VOC.",
        HelpName = "N",
        CustomParser = result => NumberArgument.Parse<int>(result, static classes => classes is >= 1 and <= NetworkDesign.MaxClasses, "in 1 to 50000"),
    };

    public static Option<int> Seed() => new("--seed")
    {
        Description = "Of the random weights; the same one gives the same file.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => NumberArgument.Parse<int>(result, static _ => true, "of 32 bits"),
    };

    public static Option<string?> Weights() => new("--weights", "-w")
    {
        Description = "Take the weights of this ONNX file of the same network instead of random ones; batch norm is folded in.",
        HelpName = "FILE",
    };

    public static Option<NetworkLayout?> Layout()
    {
        Option<NetworkLayout?> option = new("--layout")
        {
            Description = "Whose borders and anchors: trained weights fit only those they were trained with. Default: those of the network's reference code.",
            HelpName = string.Join('|', s_layouts.Select(static layout => layout.Name)),
            CustomParser = static result => ParseLayout(result, result.Tokens[0].Value),
        };
        option.CompletionSources.Add([.. s_layouts.Select(static layout => layout.Name)]);
        return option;
    }

    public static Option<string?> Output() => new("--output", "-o")
    {
        Description = "The file to write; its manifest goes beside it. Default: NAME-ALPHA-RESOLUTION.onnx here.",
        HelpName = "FILE",
    };

    private static NetworkFamily? ParseFamily(ArgumentResult result, string name)
    {
        NetworkFamily? family = NetworkCatalog.Find(name);
        if (family is null)
            result.AddError($"There is no network '{name}': {NearestName.Suggest(name, s_names)}");
        return family;
    }

    private static NetworkLayout? ParseLayout(ArgumentResult result, string name)
    {
        foreach ((string known, NetworkLayout layout) in s_layouts)
        {
            if (known == name)
                return layout;
        }

        result.AddError($"--layout {name}: there is no such layout; say {string.Join(" or ", s_layouts.Select(static layout => layout.Name))}.");
        return null;
    }
}
