using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A folder that is the daemon's store of models, or a copy of it: looked at by its documented layout, with nothing of the product's own.</summary>
internal sealed partial class StoredModels
{
    private readonly string _folder;

    private StoredModels(string folder, JsonElement? journal)
    {
        _folder = folder;
        Step = journal?.TryGetProperty("candidate", out JsonElement candidate) == true ? candidate.GetProperty("step").GetString()! : "none";
        Slots = Directory.Exists(SlotFolder) ? [.. Directory.GetFileSystemEntries(SlotFolder).Select(path => Path.GetFileName(path)!)] : [];
    }

    /// <summary>The service's own.</summary>
    public const string OfService = "/var/lib/private/edgevision/models";

    /// <summary>What there was before the service started at this boot; <c>power-cut.sh</c> has it copied.</summary>
    public const string AtBoot = "/run/found-models";

    /// <summary>How far the newest attempt at another model came; none: there was none.</summary>
    public string Step { get; }

    /// <summary>Names beside the slots that are of something unfinished.</summary>
    public IReadOnlyList<string> Unfinished => [.. Slots.Where(static name => !SlotName().IsMatch(name))];

    /// <summary>The SHA-256 of each bundle that has a slot.</summary>
    public IReadOnlyList<string> Bundles => [.. Slots.Where(static name => SlotName().IsMatch(name))];

    private IReadOnlyList<string> Slots { get; }

    private string SlotFolder => Path.Combine(_folder, "slots");

    /// <summary>Reads one whose journal can be read; none, as before the first start, is an empty one.</summary>
    public static StoredModels Read(string folder)
    {
        Assert.False(File.Exists(Path.Combine(folder, "journal.json.damaged")), $"{folder}: a damaged journal was set aside");
        string path = Path.Combine(folder, "journal.json");
        if (!File.Exists(path))
            return new StoredModels(folder, null);

        using JsonDocument journal = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal("edgevision.model-journal/1", journal.RootElement.GetProperty("schema").GetString());
        return new StoredModels(folder, journal.RootElement.GetProperty("journal").Clone());
    }

    /// <summary>Fails where a slot is not whole, or something beside them has a name that nobody knows.</summary>
    public void AssertWhole()
    {
        Assert.All(Unfinished, static name => Assert.Matches(UnfinishedName(), name));
        foreach (string bundle in Bundles)
            AssertWhole(bundle);
    }

    /// <summary>Fails where the slot of a bundle lacks a file, has one that is not the bundle's, or one with other bytes.</summary>
    public void AssertWhole(string bundle)
    {
        string folder = Path.Combine(SlotFolder, bundle);
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "bundle.json")));
        Dictionary<string, string> expected = manifest.RootElement.GetProperty("files").EnumerateArray()
            .ToDictionary(static file => file.GetProperty("name").GetString()!, static file => file.GetProperty("sha256").GetString()!);
        string[] names = [.. expected.Keys, "bundle.json", ".signature"];
        IEnumerable<string> there = Directory.GetFileSystemEntries(folder).Select(static path => Path.GetFileName(path)!);
        Assert.Equal(names.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        foreach ((string name, string sha256) in expected)
            Assert.Equal($"{name} {sha256}", $"{name} {Sha256Of(Path.Combine(folder, name))}");
    }

    /// <summary>For a line of the log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"step {Step}, {Bundles.Count} slots{string.Concat(Unfinished.Select(static name => $" and {Cut(name)}"))}");

    private static string Sha256Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string Cut(string name) => Hash().Replace(name, static match => $"{match.Value[..8]}…");

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex SlotName();

    [GeneratedRegex(@"^\..+\.partial$")]
    private static partial Regex UnfinishedName();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();
}
