using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.Inference.Tests.Preprocessing;
using EdgeVision.Inference.Tests.Reference;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>How the files of one golden model are made: from a design, a seed and the golden picture.</summary>
/// <param name="Name">Of the folder.</param>
/// <param name="Seed">Of the random weights; one whose answers are clear and varied.</param>
/// <param name="Heads">What makes of a head's numbers a few objects of sensible sizes.</param>
internal sealed record GoldenRecipe(string Name, NetworkDesign Design, int Seed, params HeadTuning[] Heads)
{
    /// <summary>What the manifest says otherwise than the program's own for such a network.</summary>
    public Func<ManifestDocument, ManifestDocument> Describe { get; init; } = static manifest => manifest;

    /// <summary>Every file of the folder, by its name.</summary>
    public SortedDictionary<string, byte[]> Make(TestImage picture)
    {
        ManifestOrigin origin = new("MIT", $"EdgeVision, {Design.Family.Source}; made by tests/Workbench.Tests/GoldenModels with seed {Seed}, not trained");
        ManifestDocument manifest = Describe(NetworkManifest.Of(Design, "model.onnx", new string('0', 64), origin));
        ModelManifest meaning = new ManifestReader("manifest.json").Translate(manifest);
        float[] input = GoldenPicture.AsInput(picture, meaning.Input!);

        using ComputationGraph random = NetworkGraph.Build(Design, new RandomWeights(Seed));
        using ComputationGraph graph = NetworkGraph.Build(Design, new KnownWeights(Calibration.Run(random, input, Heads)));
        byte[] model = OnnxModelWriter.Write(graph).ToArray();
        IEnumerable<string> names = graph.Outputs.Select(static output => output.Name);
        Dictionary<string, ReferenceTensor> outputs = names.Zip(ReferenceInterpreter.Run(graph, input)).ToDictionary();
        GoldenAnswer answer = new ReferenceDecoder(meaning, picture.Width, picture.Height).Decode(outputs);

        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal)
        {
            ["golden.json"] = Encoding.UTF8.GetBytes(answer.ToJson()),
            ["manifest.json"] = ManifestWriter.Write(manifest with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(model)) }),
            ["model.onnx"] = model,
        };
        foreach ((string output, ReferenceTensor numbers) in outputs)
            files.Add($"{output}.f32", MemoryMarshal.AsBytes<float>([.. numbers.Values.Select(static number => (float)number)]).ToArray());
        return files;
    }
}
