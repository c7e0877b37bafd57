using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVision.BillOfMaterials;

/// <summary>A bill of materials as CycloneDX 1.6 spells it in JSON. The same contents give the same text, whoever writes it and when.</summary>
internal static class Bill
{
    // Read by people as well: no quotation mark of a description becomes \u0022.
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="package">What the bill is of.</param>
    /// <param name="sha256">Of the package's file, in hexadecimal.</param>
    public static string Of(DebianControl package, string sha256, DateTimeOffset time, IReadOnlyList<Component> components)
    {
        string url = $"pkg:deb/edgevision/{package.Name}@{Uri.EscapeDataString(package.Version)}?arch={package.Architecture}";
        var root = new Component("application", url, package.Name)
        {
            Version = package.Version,
            Description = package.Description,
            Licence = "MIT",
            Url = url,
            Hash = sha256,
            Needs = [.. components.Where(component => component.IsDirect).Select(component => component.Reference)],
        };
        var bill = new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["timestamp"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["component"] = Json(root),
            },
            ["components"] = Array(components.Select(Json)),
            ["dependencies"] = Array(components.Prepend(root).Select(component => new JsonObject
            {
                ["ref"] = component.Reference,
                ["dependsOn"] = Array(component.Needs.Select(need => JsonValue.Create(need))),
            })),
        };
        bill.Insert(2, "serialNumber", SerialNumber(bill.ToJsonString()));
        return bill.ToJsonString(s_indented) + "\n";
    }

    private static JsonObject Json(Component component)
    {
        var json = new JsonObject { ["type"] = component.Type, ["bom-ref"] = component.Reference, ["name"] = component.Name };
        void Add(string name, JsonNode? value)
        {
            if (value is not null)
                json[name] = value;
        }

        Add("version", component.Version);
        Add("description", component.Description);
        if (component.Dependency is not null)
            Add("scope", "required");
        if (component.Hash is { } hash)
            Add("hashes", Array([new JsonObject { ["alg"] = hash.Length == 64 ? "SHA-256" : "SHA-512", ["content"] = hash }]));
        if (component.Licence is { } licence)
            Add("licenses", Array([Licence(licence)]));
        Add("purl", component.Url);
        if (component.Files.Count > 0)
            Add("components", Array(component.Files.Select(Json)));
        if (component.Dependency is { } dependency)
            Add("properties", Array([new JsonObject { ["name"] = "edgevision:debian:depends", ["value"] = dependency }]));
        return json;
    }

    private static JsonObject Licence(string licence) => licence.Contains(' ', StringComparison.Ordinal)
        ? new JsonObject { ["expression"] = licence }
        : new JsonObject { ["license"] = new JsonObject { ["id"] = licence } };

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];

    // A UUID of version 8, whose contents are free to choose: those of the bill itself.
    private static string SerialNumber(string bill)
    {
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(bill))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}
