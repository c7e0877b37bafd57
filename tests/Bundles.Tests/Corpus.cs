using System.Security.Cryptography;
using EdgeVision.TestKit;

namespace EdgeVision.Bundles.Tests;

/// <summary>
/// The good files that hunts begin with, in <c>tests/Bundles.Tests/Corpus</c>. EDGEVISION_WRITE_CORPUS=1 makes them anew, with another key each time.
/// </summary>
internal static class Corpus
{
    private static readonly bool s_writes = Environment.GetEnvironmentVariable("EDGEVISION_WRITE_CORPUS") == "1";

    static Corpus()
    {
        if (s_writes)
            Write();
    }

    public static string PathTo(string name) => Repository.PathTo("tests", "Bundles.Tests", "Corpus", name);

    private static void Write()
    {
        Directory.CreateDirectory(PathTo(""));
        using var key = SigningKey.Generate();
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.PathTo("manifest.json"), "{}");
        File.WriteAllBytes(folder.PathTo("model.onnx"), [0xab, .. Enumerable.Repeat((byte)0xcd, 1500)]);
        File.WriteAllBytes(folder.PathTo("empty"), []);
        BundleManifest full = new()
        {
            Name = "doorbell",
            Version = "1.4.0",
            Sequence = 7,
            Expires = new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero),
            MinDaemon = new Version(0, 1, 0),
            KeyId = key.Id,
            Files = [],
        };
        using MemoryStream bundle = new();
        string[] names = ["manifest.json", "model.onnx", "empty"];
        full = Bundle.Write(bundle, full, [.. names.Select(name => (name, folder.PathTo(name)))]);
        File.WriteAllBytes(PathTo("door.bundle"), bundle.ToArray());
        File.WriteAllBytes(PathTo("door.bundle.sig"), key.Sign(SHA256.HashData(bundle.ToArray())));
        File.WriteAllText(PathTo("fleet.pub"), key.PublicToPem());
        File.WriteAllBytes(PathTo("full.json"), BundleManifestJson.Write(full));
        BundleManifest least = full with { Expires = null, MinDaemon = null, KeyId = null, Files = full.Files[..1] };
        File.WriteAllBytes(PathTo("least.json"), BundleManifestJson.Write(least));
    }
}
