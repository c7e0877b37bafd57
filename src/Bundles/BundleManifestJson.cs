using System.Globalization;
using System.Text.Json;

namespace EdgeVision.Bundles;

/// <summary><c>bundle.json</c>, read and written. A manifest that this writes is read as it was.</summary>
internal static class BundleManifestJson
{
    /// <summary>The only <c>schema</c> that is read and written.</summary>
    public const string Schema = "edgevision.bundle/1";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static byte[] Write(BundleManifest manifest)
    {
        var document = new BundleDocument(
            Schema,
            manifest.Name,
            manifest.Version,
            manifest.Sequence,
            [.. manifest.Files.Select(static file => new BundleDocument.FileSection(file.Name, file.Size, file.Sha256))],
            manifest.Expires?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            manifest.MinDaemon?.ToString(),
            manifest.KeyId);
        return JsonSerializer.SerializeToUtf8Bytes(document, BundleJsonContext.Default.BundleDocument);
    }

    /// <param name="source">The bundle's path, for messages.</param>
    /// <exception cref="BundleException">It says something impossible, or is no such manifest.</exception>
    public static BundleManifest Read(ReadOnlySpan<byte> json, string source)
    {
        BundleDocument document = Parse(json, source);
        Require(document.Schema == Schema, "$.schema", $"is '{Shown(document.Schema)}'; this version reads {Schema}");
        RequireName("$.name", document.Name);
        RequireName("$.version", document.Version);
        Require(document.Sequence >= 1, "$.sequence", $"is {document.Sequence}; it begins with 1");
        Require(
            document.Files.Length is >= 1 and <= BundleLimits.MaxFiles, "$.files",
            $"has {document.Files.Length} files; a bundle has 1 to {BundleLimits.MaxFiles}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        for (int i = 0; i < document.Files.Length; i++)
        {
            BundleDocument.FileSection file = document.Files[i];
            RequireName($"$.files[{i}].name", file.Name);
            Require(names.Add(file.Name) && file.Name != Bundle.ManifestName, $"$.files[{i}].name", $"'{file.Name}' is there twice");
            Require(file.Size >= 0, $"$.files[{i}].size", $"is {file.Size}");
            if (file.Size > BundleLimits.MaxBytes - total)
                throw new BundleException(BundleError.Oversized, $"{source}: its files have more than {BundleLimits.MaxBytes >> 20} MiB together.");
            total += file.Size;
            Require(IsHash(file.Sha256), $"$.files[{i}].sha256", "must be 64 lower-case hexadecimal digits");
        }

        Require(document.KeyId is null || VerificationKey.CanBeId(document.KeyId), "$.keyId", "must be 16 lower-case hexadecimal digits");
        return new BundleManifest
        {
            Name = document.Name,
            Version = document.Version,
            Sequence = document.Sequence,
            Expires = document.Expires is null ? null : ReadTime(document.Expires),
            MinDaemon = document.MinDaemon is null ? null : ReadVersion(document.MinDaemon),
            KeyId = document.KeyId,
            Files = [.. document.Files.Select(static file => new BundledFile(file.Name, file.Size, file.Sha256))],
        };

        DateTimeOffset ReadTime(string text)
        {
            bool isTime = DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
            Require(isTime, "$.expires", $"is '{Shown(text)}'; write it as 2027-01-31T00:00:00Z");
            return time;
        }

        Version ReadVersion(string text)
        {
            bool isVersion = Version.TryParse(text, out Version? version);
            Require(isVersion, "$.minDaemon", $"is '{Shown(text)}'; write it as 1.2.0");
            return version!;
        }

        void RequireName(string path, string name) =>
            Require(
                CanBeName(name), path, $"is '{Shown(name)}'; use letters, digits, '.', '_' and '-', at most {BundleLimits.MaxNameLength}, and no '.' first");

        void Require(bool holds, string path, string reason)
        {
            if (!holds)
                throw new BundleException(BundleError.Malformed, $"{source}: {Bundle.ManifestName}: {path}: {reason}.");
        }
    }

    /// <summary>Whether a text can be the name of a model, a version or a file: one that no file system, shell or topic reads as anything else.</summary>
    public static bool CanBeName(string name) =>
        name.Length is > 0 and <= BundleLimits.MaxNameLength && name[0] != '.' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static BundleDocument Parse(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BundleJsonContext.Default.BundleDocument)
                ?? throw new BundleException(BundleError.Malformed, $"{source}: {Bundle.ManifestName} must be an object, not null.");
        }
        catch (JsonException exception)
        {
            throw new BundleException(
                BundleError.Malformed,
                $"{source}: {Bundle.ManifestName}: {Shown(exception.Path ?? "$")}: it is no manifest of a bundle (line {exception.LineNumber + 1}).",
                exception);
        }
    }

    /// <summary>A text of a stranger in a message: short, and without what a terminal would obey.</summary>
    private static string Shown(string text)
    {
        string visible = new([.. text.Take(40).Select(static c => c is >= ' ' and <= '~' ? c : '?')]);
        return text.Length > 40 ? visible + "…" : visible;
    }
}
