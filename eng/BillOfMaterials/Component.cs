using System.Security.Cryptography;

namespace EdgeVision.BillOfMaterials;

/// <summary>One thing that the package consists of or needs.</summary>
/// <param name="Type">One of CycloneDX's kinds of components.</param>
/// <param name="Reference">What other components of the bill call it.</param>
internal sealed record Component(string Type, string Reference, string Name)
{
    /// <summary><see langword="null"/> where the system that installs it decides.</summary>
    public string? Version { get; init; }

    public string? Description { get; init; }

    /// <summary>An SPDX identifier or expression; <see langword="null"/> of what the package does not contain.</summary>
    public string? Licence { get; init; }

    /// <summary>The package's URL, as purl spells it.</summary>
    public string? Url { get; init; }

    /// <summary>Hexadecimal, SHA-256 or SHA-512 by its length.</summary>
    public string? Hash { get; init; }

    /// <summary>References of the components that it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Whether the package's own code needs it, rather than another component.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Files that came out of it, as they lie in the package.</summary>
    public IReadOnlyList<Component> Files { get; init; } = [];

    /// <summary>How Debian's package spells the dependency, with alternatives and least versions; <see langword="null"/> of what it contains.</summary>
    public string? Dependency { get; init; }

    public static string Sha256Of(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
