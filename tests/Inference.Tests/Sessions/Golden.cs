using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>A picture and what another runtime made of it, from the shared test material.</summary>
/// <param name="Input">[1, 3, H, W] in −1…1.</param>
/// <param name="Outputs">By the names of the model's outputs.</param>
internal sealed record Golden(string Model, float[] Input, IReadOnlyDictionary<string, float[]> Outputs)
{
    /// <summary>Those whose model is there too.</summary>
    public static TheoryData<string> Names
    {
        get
        {
            string folder = Repository.SharedPathTo("data", "golden");
            string[] names = Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.json").Select(static path => Path.GetFileNameWithoutExtension(path))]
                : [];
            string[] usable = [.. names.Where(static name => File.Exists(ModelOf(name))).Order()];
            return usable.Length > 0 ? [.. usable] : ["none"];
        }
    }

    public static Golden Load(string name)
    {
        string description = Repository.SharedPathTo("data", "golden", name + ".json");
        PngImage picture = PngImage.Load(Path.ChangeExtension(description, ".input.png"));
        float[] input = new float[3 * picture.Width * picture.Height];
        picture.CopyNormalizedTo(input);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(description));
        Dictionary<string, float[]> outputs = json.RootElement.GetProperty("outputs").EnumerateObject()
            .ToDictionary(static output => output.Name, output => ReadFloats(Path.ChangeExtension(description, $".{output.Name}.f32.gz")));
        return new Golden(ModelOf(name), input, outputs);
    }

    private static string ModelOf(string name) => Repository.SharedPathTo("models", name + ".onnx");

    private static float[] ReadFloats(string path)
    {
        using GZipStream file = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return MemoryMarshal.Cast<byte, float>(bytes.ToArray()).ToArray();
    }
}
