using System.Collections.Immutable;

namespace EdgeVision.Bundles;

/// <summary>
/// What a bundle says of itself: the first file in it, <c>bundle.json</c>. Every other file is here with its hash, so a signature over it covers all.
/// </summary>
public sealed record BundleManifest
{
    /// <summary>The model's name, which is the name of its folder in a store: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version, for people: as its name.</summary>
    public required string Version { get; init; }

    /// <summary>Rises with each version of a model, from 1. A board takes none that is lower than one it has had.</summary>
    public required long Sequence { get; init; }

    /// <summary>The last moment at which a board may take it; <see langword="null"/>: any.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The oldest daemon that may run it; <see langword="null"/>: any.</summary>
    public Version? MinDaemon { get; init; }

    /// <summary>The key it is signed with, by <see cref="VerificationKey.Id"/>; <see langword="null"/>: it is not signed.</summary>
    public string? KeyId { get; init; }

    /// <summary>The files in it, in their order.</summary>
    public required ImmutableArray<BundledFile> Files { get; init; }

    /// <summary>Reads a manifest that was taken out of its bundle.</summary>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="BundleException">It is none.</exception>
    public static BundleManifest Parse(ReadOnlySpan<byte> json, string source) => BundleManifestJson.Read(json, source);

    /// <summary>The manifest as <see cref="Parse"/> reads it.</summary>
    public byte[] ToJson() => BundleManifestJson.Write(this);
}
