using System.Text.Json.Nodes;
using EdgeVision.BillOfMaterials;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The bill of materials that <c>eng/package</c> puts beside a package, of the program as it was published here.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly string s_program = Path.GetDirectoryName(EdgeVisionProcess.Program)!;

    private static readonly string s_nuGetPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Fact]
    public void NamesEveryPackageWithItsVersionLicenceAndHash()
    {
        JsonNode program = JsonNode.Parse(File.ReadAllText(Path.Combine(s_program, "edgevision.deps.json")))!;
        string[] packages = [.. program["libraries"]!.AsObject().Where(library => (string?)library.Value!["type"] == "package").Select(library => library.Key)];

        JsonObject[] components = Components("library");

        Assert.NotEmpty(packages);
        Assert.Subset(components.Select(component => $"{component["name"]}/{component["version"]}").ToHashSet(), packages.ToHashSet());
        Assert.All(components.Where(component => component["version"] is not null), component =>
        {
            Assert.NotNull(component["licenses"]);
            Assert.Matches("^[0-9a-f]{128}$", (string?)component["hashes"]![0]!["content"]);
            Assert.Equal($"pkg:nuget/{component["name"]}@{component["version"]}", (string?)component["purl"]);
        });
    }

    [Fact]
    public void NamesTheNativeLibraryOfOnnxRuntime()
    {
        JsonNode runtime = Components("library").Single(component => (string?)component["name"] == "Microsoft.ML.OnnxRuntime");

        Assert.Contains(runtime["components"]!.AsArray(), file => (string?)file!["name"] == "libonnxruntime.so");
    }

    [Fact]
    public void NamesEveryModelWithItsLicenceAndHash()
    {
        string[] files = Directory.GetFiles(Path.Combine(s_program, "models"), "*.onnx", SearchOption.AllDirectories);

        JsonObject[] models = Components("machine-learning-model");

        Assert.Equal(files.Select(Component.Sha256Of).Order(), models.Select(model => (string)model["hashes"]![0]!["content"]!).Order());
        Assert.All(models, model => Assert.NotNull(model["licenses"]![0]!["license"]!["id"]));
    }

    [Fact]
    public void NamesWhatDebianBringsAlong()
    {
        Assert.Contains(Components("library"), component => (string?)component["purl"] == "pkg:deb/debian/libssl3"
            && (string?)component["properties"]![0]!["value"] == "libssl3 | libssl3t64");
    }

    [Fact]
    public void RefersToNothingButItsComponents()
    {
        JsonNode bill = JsonNode.Parse(Write())!;
        IEnumerable<JsonNode?> all = bill["components"]!.AsArray().Prepend(bill["metadata"]!["component"]);
        string[] components = [.. all.Select(component => (string)component!["bom-ref"]!)];

        JsonArray dependencies = bill["dependencies"]!.AsArray();

        Assert.Distinct(components);
        Assert.Equal(components, dependencies.Select(dependency => (string)dependency!["ref"]!));
        IEnumerable<JsonNode?> needs = dependencies.SelectMany(dependency => dependency!["dependsOn"]!.AsArray());
        Assert.Subset(components.ToHashSet(), needs.Select(need => (string)need!).ToHashSet());
    }

    [Fact]
    public void SameContentsGiveTheSameText()
    {
        string bill = Write();

        Assert.Equal(bill, Write());
        Assert.NotEqual(SerialNumber(bill), SerialNumber(Write(hash: new string('1', 64))));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", SerialNumber(bill));
    }

    [Fact]
    public void Refuses_APackageOfWhoseLicenceNothingIsKnown()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathTo("some/1.0.0"));
        File.WriteAllText(folder.PathTo("some/1.0.0/some.nuspec"), "<package><metadata><license type=\"file\">LICENSE</license></metadata></package>");
        File.WriteAllText(folder.PathTo("some/1.0.0/LICENSE"), "All rights reserved.");
        File.WriteAllText(folder.PathTo("edgevision.deps.json"), """
            { "runtimeTarget": { "name": "t" }, "targets": { "t": {} }, "libraries": { "Some/1.0.0": { "type": "package", "sha512": "sha512-AAAA" } } }
            """);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NuGetPackages.Of(folder.Path, folder.Path));

        Assert.Contains("some.nuspec names no licence that is known here (\"LICENSE\")", error.Message, StringComparison.Ordinal);
    }

    private static JsonObject[] Components(string type)
    {
        IEnumerable<JsonObject> all = JsonNode.Parse(Write())!["components"]!.AsArray().Select(component => component!.AsObject());
        return [.. all.Where(component => (string?)component["type"] == type)];
    }

    private static string? SerialNumber(string bill) => (string?)JsonNode.Parse(bill)!["serialNumber"];

    private static string Write(string? hash = null)
    {
        var control = DebianControl.Read(Repository.PathTo("deploy", "debian", "control"));
        Component[] components = [.. NuGetPackages.Of(s_program, s_nuGetPackages), .. Models.Of(s_program), .. control.Dependencies];
        return Bill.Of(control, hash ?? new string('0', 64), DateTimeOffset.UnixEpoch, components);
    }
}
