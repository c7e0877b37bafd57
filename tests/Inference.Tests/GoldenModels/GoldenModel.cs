using System.Runtime.InteropServices;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>
/// A small network of our own in this repository, and what double precision makes of the golden picture with it: see <c>tests/Golden/README.md</c>.
/// </summary>
/// <param name="Outputs">Numbers of the network's outputs, by their names.</param>
internal sealed record GoldenModel(ModelPackage Package, GoldenAnswer Answer, IReadOnlyDictionary<string, float[]> Outputs)
{
    public static string Folder { get; } = Repository.PathTo("tests", "Golden");

    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Folder).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    public static GoldenModel Load(string name)
    {
        string folder = Path.Combine(Folder, name);
        GoldenAnswer answer = GoldenAnswer.Parse(File.ReadAllText(Path.Combine(folder, "golden.json")));
        return new GoldenModel(
            ModelPackage.Open(folder),
            answer,
            answer.Outputs.Keys.ToDictionary(static output => output, output => ReadFloats(Path.Combine(folder, output + ".f32"))));
    }

    // Every machine this runs on has the lower byte first, as the files have.
    private static float[] ReadFloats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
