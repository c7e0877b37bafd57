using System.Security.Cryptography;
using EdgeVision.Bundles;
using EdgeVision.Linux;

namespace EdgeVision.ModelStore;

/// <summary>Looks at a slot's folder. Whatever it finds there is a word, never an exception.</summary>
internal static class SlotReader
{
    /// <summary>The name of the signature in a slot: no file of a bundle can have it, since theirs begin with no full stop.</summary>
    public const string SignatureName = ".signature";

    private const string Remedy = "fetch it again, or remove it with 'edgevision model forget'";

    /// <summary>Reads what a slot says of itself, and whether its files are there in their sizes.</summary>
    public static Slot Read(string folder)
    {
        string sha256 = Path.GetFileName(folder);
        string manifestPath = Path.Combine(folder, Bundle.ManifestName);
        var slot = new Slot
        {
            Sha256 = sha256,
            Folder = folder,
            Manifest = null,
            Signature = null,
            Bytes = 0,
            Added = File.GetLastWriteTimeUtc(manifestPath),
            Damage = null,
        };
        try
        {
            var manifest = BundleManifest.Parse(ReadBounded(manifestPath, BundleLimits.MaxManifestBytes), manifestPath);
            slot = slot with
            {
                Manifest = manifest,
                Bytes = manifest.Files.Sum(static file => file.Size),
                Signature = BundlePolicy.ReadSignature(Path.Combine(folder, SignatureName)),
            };
            return slot with { Damage = FindMissing(slot, manifest) };
        }
        catch (Exception exception) when (exception is BundleException || StoreFailure.Is(exception))
        {
            return slot with { Damage = $"{folder}: it cannot be read ({exception.Message.TrimEnd('.')}); {Remedy}." };
        }
    }

    /// <summary>Holds every file against its hash.</summary>
    public static Slot Verify(string folder)
    {
        Slot slot = Read(folder);
        if (slot.Damage is not null || slot.Manifest is null)
            return slot;

        try
        {
            return slot with { Damage = FindDamage(slot, slot.Manifest) };
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            return slot with { Damage = $"{folder}: it cannot be read ({exception.Message.TrimEnd('.')}); {Remedy}." };
        }
    }

    private static string? FindMissing(Slot slot, BundleManifest manifest)
    {
        foreach (BundledFile file in manifest.Files)
        {
            var there = new FileInfo(Path.Combine(slot.Folder, file.Name));
            if (!there.Exists)
                return $"{there.FullName}: it is missing; {Remedy}.";
            if (there.LinkTarget is not null || RegularFile.IsReplaced(there.FullName))
                return $"{there.FullName}: it is no regular file; {Remedy}.";
            if (there.Length != file.Size)
                return $"{there.FullName}: it has {there.Length} bytes instead of {file.Size}; {Remedy}.";
        }

        return null;
    }

    private static string? FindDamage(Slot slot, BundleManifest manifest)
    {
        string[] expected = [Bundle.ManifestName, SignatureName, .. manifest.Files.Select(static file => file.Name)];
        string? stranger = Directory.EnumerateFileSystemEntries(slot.Folder).FirstOrDefault(path => !expected.Contains(Path.GetFileName(path)));
        if (stranger is not null)
            return $"{stranger}: it does not belong to the bundle; {Remedy}.";

        foreach (BundledFile file in manifest.Files)
        {
            string path = Path.Combine(slot.Folder, file.Name);
            using FileStream bytes = File.OpenRead(path);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (sha256 != file.Sha256)
                return $"{path}: its SHA-256 is {sha256} instead of {file.Sha256}; {Remedy}.";
        }

        return null;
    }

    private static byte[] ReadBounded(string path, int maxBytes)
    {
        RegularFile.Require(path);
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[maxBytes + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= maxBytes ? bytes[..length] : throw new IOException($"{path} has more than {maxBytes} bytes");
    }
}
