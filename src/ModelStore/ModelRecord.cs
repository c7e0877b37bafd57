using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore;

/// <summary>One model, in the store or outside of it.</summary>
public sealed record ModelRecord
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Of a bundle: its version.</summary>
    public string? Version { get; init; }

    /// <summary>Of a bundle: its sequence.</summary>
    public long? Sequence { get; init; }

    /// <summary>Of a bundle: the SHA-256 of its file, which is its slot's name; <see langword="null"/>: it is in no slot.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Of a folder or file that a person named: where it is.</summary>
    public string? Path { get; init; }

    /// <summary>Outside of the store: the SHA-256 of its manifest, by which another under the same name or path is known to be another.</summary>
    public string? ManifestSha256 { get; init; }

    /// <summary>Where it lies, by what is known of it.</summary>
    [JsonIgnore]
    public ModelOrigin Origin => Sha256 is not null ? ModelOrigin.Store : Path is not null ? ModelOrigin.Path : ModelOrigin.Program;

    /// <summary>The record of a slot.</summary>
    /// <exception cref="ArgumentException">Its manifest cannot be read.</exception>
    public static ModelRecord Of(Slot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.Manifest is null)
            throw new ArgumentException(slot.Damage, nameof(slot));
        return new ModelRecord { Name = slot.Manifest.Name, Version = slot.Manifest.Version, Sequence = slot.Manifest.Sequence, Sha256 = slot.Sha256 };
    }
}
