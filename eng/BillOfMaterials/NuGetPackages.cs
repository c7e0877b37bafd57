using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace EdgeVision.BillOfMaterials;

/// <summary>The NuGet packages that a published program was made of, the .NET runtime among them, by its <c>deps.json</c>.</summary>
internal static class NuGetPackages
{
    private const string RuntimePrefix = "runtimepack.";

    /// <param name="program">Folder of the published program.</param>
    /// <param name="cache">Folder where NuGet keeps packages unpacked.</param>
    /// <exception cref="InvalidDataException">A package names no licence that is known here.</exception>
    public static IReadOnlyList<Component> Of(string program, string cache)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllText(Path.Combine(program, "edgevision.deps.json")))!;
        JsonObject libraries = document["libraries"]!.AsObject();
        JsonObject target = document["targets"]![(string)document["runtimeTarget"]!["name"]!]!.AsObject();
        bool IsPackage(string library) => (string?)libraries[library]?["type"] is "package" or "runtimepack";
        IEnumerable<string> NeededBy(string library) =>
            (target[library]?["dependencies"]?.AsObject() ?? []).Select(need => $"{need.Key}/{(string?)need.Value}").Where(IsPackage);

        HashSet<string> direct = [.. libraries.Select(library => library.Key).Where(library => !IsPackage(library)).SelectMany(NeededBy)];
        return
        [
            .. libraries.Select(library => library.Key).Where(IsPackage).Order(StringComparer.Ordinal).Select(library =>
                Package(library, (string?)libraries[library]!["sha512"], program, cache) with
                {
                    Needs = [.. NeededBy(library).Select(UrlOf).Order(StringComparer.Ordinal)],
                    IsDirect = direct.Contains(library),
                }),
        ];
    }

    private static (string Name, string Version) NameOf(string library)
    {
        string[] parts = library.Split('/');
        return (parts[0].StartsWith(RuntimePrefix, StringComparison.Ordinal) ? parts[0][RuntimePrefix.Length..] : parts[0], parts[1]);
    }

    private static string UrlOf(string library)
    {
        (string name, string version) = NameOf(library);
        return $"pkg:nuget/{name}@{version}";
    }

    private static Component Package(string library, string? hash, string program, string cache)
    {
        (string name, string version) = NameOf(library);
        string lower = name.ToLowerInvariant(), folder = Path.Combine(cache, lower, version), url = UrlOf(library);
        string licence = Licence(folder, lower);
        // The runtime is in no lock file: what NuGet has noted beside it is its hash.
        if (string.IsNullOrEmpty(hash))
            hash = File.ReadAllText(Path.Combine(folder, $"{lower}.{version}.nupkg.sha512"));
        return new Component(library.StartsWith(RuntimePrefix, StringComparison.Ordinal) ? "framework" : "library", url, name)
        {
            Version = version,
            Licence = licence,
            Url = url,
            Hash = Convert.ToHexStringLower(Convert.FromBase64String(hash.Replace("sha512-", "", StringComparison.Ordinal))),
            Files = [.. NativeLibraries(folder, program, url, version, licence)],
        };
    }

    // Those that the package has under runtimes/ and that were copied as they are. A runtime's own are parts of it.
    private static IEnumerable<Component> NativeLibraries(string folder, string program, string url, string version, string licence)
    {
        string runtimes = Path.Combine(folder, "runtimes");
        if (!Directory.Exists(runtimes) || File.Exists(Path.Combine(folder, "data", "RuntimeList.xml")))
            yield break;

        foreach (string original in Directory.EnumerateFiles(runtimes, "*.so", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(original);
            string[] copies = [Path.Combine(program, Path.GetRelativePath(folder, original)), Path.Combine(program, name)];
            if (copies.FirstOrDefault(File.Exists) is not { } copy || Component.Sha256Of(copy) != Component.Sha256Of(original))
                continue;

            yield return new Component("file", $"{url}#{name}", name) { Version = version, Licence = licence, Hash = Component.Sha256Of(copy) };
        }
    }

    private static string Licence(string folder, string name)
    {
        string file = Path.Combine(folder, $"{name}.nuspec");
        XElement? licence = XDocument.Load(file).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        return (string?)licence?.Attribute("type") switch
        {
            "expression" => licence.Value,
            "file" when IsMit(Path.Combine(folder, licence.Value.Replace('\\', '/'))) => "MIT",
            _ => throw new InvalidDataException(
                $"{file} names no licence that is known here (\"{licence?.Value}\"); read it, and teach eng/BillOfMaterials its identifier."),
        };
    }

    private static bool IsMit(string file)
    {
        string text = string.Join(' ', File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Contains("Permission is hereby granted, free of charge, to any person obtaining a copy of this software", StringComparison.Ordinal)
            && text.Contains("The above copyright notice and this permission notice shall be included in all copies", StringComparison.Ordinal);
    }
}
