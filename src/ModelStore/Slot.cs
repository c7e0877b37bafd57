using EdgeVision.Bundles;

namespace EdgeVision.ModelStore;

/// <summary>A model in the store: its bundle, unpacked.</summary>
public sealed record Slot
{
    /// <summary>The SHA-256 of the bundle's file, 64 lower-case hexadecimal digits: the slot's name.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where its files lie.</summary>
    public required string Folder { get; init; }

    /// <summary>What the bundle says of itself; <see langword="null"/>: it cannot be read, and <see cref="Damage"/> says why.</summary>
    public required BundleManifest? Manifest { get; init; }

    /// <summary>The bundle's signature as it came; <see langword="null"/>: none came. The store does not hold it against a key.</summary>
    public required byte[]? Signature { get; init; }

    /// <summary>Bytes of its files together.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was added, by the clock the machine had then.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>A sentence that says why it cannot be used; <see langword="null"/>: nothing is known to be wrong.</summary>
    public required string? Damage { get; init; }
}
