using System.CommandLine;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Model;

/// <summary><c>edgevision model new</c>: writes a network of the family as ONNX, with its manifest.</summary>
internal static class ModelNewCommand
{
    public static Command Create()
    {
        Argument<NetworkFamily> family = ModelArguments.Family();
        Option<double> alpha = ModelArguments.Alpha();
        Option<int?> resolution = ModelArguments.Resolution();
        Option<int?> classes = ModelArguments.Classes();
        Option<int> seed = ModelArguments.Seed();
        Option<string?> weights = ModelArguments.Weights();
        Option<NetworkLayout?> layout = ModelArguments.Layout();
        Option<string?> output = ModelArguments.Output();
        Option<bool> force = CommonOptions.Force();
        Option<bool> json = CommonOptions.Json();
        Command command = new("new",
            "Write a network as an ONNX file that 'bench', 'classify', 'detect' and 'segment' open; untrained, it tells time and memory, not what it sees.")
        {
            family, alpha, resolution, classes, seed, weights, layout, output, force, json,
        };
        command.SetAction(result =>
        {
            NetworkFamily chosen = result.GetRequiredValue(family);
            NetworkDesign design = new(chosen)
            {
                Alpha = result.GetValue(alpha),
                Resolution = result.GetValue(resolution) ?? chosen.Resolution,
                Classes = result.GetValue(classes) ?? chosen.Classes,
                Layout = result.GetValue(layout) ?? chosen.Layout,
            };
            string path = result.GetValue(output) ?? $"{design.Name}.onnx";
            NetworkLayers layers = Count(design);
            Write(design, result.GetValue(weights), result.GetValue(seed), path, result.GetValue(force));
            Report(design, layers, path, result.GetValue(weights), result.GetValue(json));
            return ExitCode.Ok;
        });
        return command.WithExamples(
            ("edgevision model new mobilenet-v2 --alpha 0.75 --resolution 160 -o x.onnx", "how fast would this one be? Ask 'edgevision bench --model x.onnx'"),
            ("edgevision model new ssdlite-mobilenet-v3-small --classes 3 -o detector.onnx", "a detector for three classes, to be trained elsewhere"),
            ("edgevision model new mobilenet-v1 -a 0.25 -c 1001 --weights trained.onnx -o mine.onnx", "with weights that somebody trained"));
    }

    /// <summary>Refuses a design that cannot be built before anything is made of it.</summary>
    private static NetworkLayers Count(NetworkDesign design)
    {
        try
        {
            return NetworkLayers.Of(design);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"{exception.Message}. See edgevision model new --help.");
        }
    }

    private static void Write(NetworkDesign design, string? weights, int seed, string path, bool force)
    {
        if (weights is null)
            NetworkFile.Write(design, seed, path, force);
        else
            NetworkFile.Write(design, weights, path, force);
    }

    private static void Report(NetworkDesign design, NetworkLayers layers, string path, string? weights, bool asJson)
    {
        string manifest = NetworkFile.ManifestPathOf(path);
        if (asJson)
        {
            JsonLines.Write(line =>
            {
                line.WriteString("file", path);
                line.WriteString("manifest", manifest);
                line.WriteString("network", design.Family.Name);
                line.WriteNumber("alpha", design.Alpha);
                line.WriteNumber("resolution", design.Resolution);
                line.WriteNumber("classes", design.Classes);
                line.WriteNumber("parameters", layers.Parameters);
                line.WriteNumber("multiplyAdds", layers.MultiplyAdds);
            });
            return;
        }

        StandardOutput.WriteLine($"{path}: {design.Name} ({design.Family.Source}), {Figures.Millions(layers.Parameters)} million parameters, "
            + $"{Figures.Millions(layers.MultiplyAdds)} million multiply-adds.");
        StandardOutput.WriteLine($"{manifest}: its classes have numbers for names; put yours there.");
        if (weights is null)
            StandardOutput.WriteLine("Its weights are random: it takes the time and memory of a trained network and recognises nothing.");
    }
}
