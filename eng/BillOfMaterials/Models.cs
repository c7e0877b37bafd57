using System.Text.Json.Nodes;

namespace EdgeVision.BillOfMaterials;

/// <summary>The networks that lie beside the program, by their manifests.</summary>
internal static class Models
{
    /// <exception cref="InvalidDataException">A manifest lacks its name, licence or hash.</exception>
    public static IEnumerable<Component> Of(string program) =>
        Directory.EnumerateFiles(Path.Combine(program, "models"), "manifest.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read);

    private static Component Read(string file)
    {
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(file))!;
        string Member(string name) => (string?)manifest[name]
            ?? throw new InvalidDataException($"{file} has no \"{name}\"; a model that is handed on needs one.");

        string name = Member("name"), hash = Member("sha256");
        string url = $"pkg:generic/{name}?checksum=sha256:{hash}";
        return new Component("machine-learning-model", url, name)
        {
            Description = Member("source"),
            Licence = Member("licence"),
            Url = url,
            Hash = hash,
            IsDirect = true,
        };
    }
}
