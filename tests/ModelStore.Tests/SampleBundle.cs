using System.Security.Cryptography;
using EdgeVision.Bundles;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

/// <summary>Bundles whose models no engine would open: a store does not look that far.</summary>
internal static class SampleBundle
{
    public static string Write(TemporaryFolder folder, string name = "birds", string version = "1.0.0", long sequence = 1, int bytes = 1000)
    {
        string model = folder.PathTo($"{name}-{version}.onnx");
        var random = new Random(sequence.GetHashCode());
        byte[] contents = new byte[bytes];
        random.NextBytes(contents);
        File.WriteAllBytes(model, contents);
        string manifest = folder.PathTo("manifest.json");
        File.WriteAllText(manifest, "{}");
        string path = folder.PathTo($"{name}-{version}.bundle");
        using FileStream stream = File.Create(path);
        Bundle.Write(
            stream,
            new BundleManifest { Name = name, Version = version, Sequence = sequence, Files = [] },
            [("manifest.json", manifest), ("model.onnx", model)]);
        return path;
    }

    public static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
