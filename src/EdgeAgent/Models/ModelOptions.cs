using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Models;

/// <summary>Which model: by its name, where it lies, or where it is fetched from. A string alone is a name or a path.</summary>
[Shorthand(nameof(Name))]
internal sealed record ModelOptions
{
    /// <summary>
    /// A folder of models/ or a model of the store; as a string alone also the path of a model folder or an .onnx file with a manifest beside it.
    /// </summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Name { get; init; }

    /// <summary>A model folder, an .onnx file with a manifest beside it, or a bundle, which is taken into the store.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Path { get; init; }

    /// <summary>Where a bundle is fetched from: https, or http where a signature is required.</summary>
    [MinLength(1)]
    public string? Url { get; init; }

    /// <summary>The SHA-256 of the bundle's file, 64 hexadecimal digits; another one is refused. Default: any.</summary>
    [RegularExpression("^[0-9a-fA-F]{64}$")]
    public string? Sha256 { get; init; }

    /// <summary>The version the bundle must have; of a model of the store: which one. Default: any; of the store's the one with the highest sequence.</summary>
    [MinLength(1)]
    public string? Version { get; init; }

    /// <summary>Whether it comes as a bundle: over the store, if it is not there already.</summary>
    public bool IsBundle => Url is not null || Sha256 is not null || Version is not null || Path?.EndsWith(".bundle", StringComparison.Ordinal) == true;

    /// <summary>Where it lies on this machine, or under which name; not of what is fetched.</summary>
    public string Place => Path ?? Name ?? "";

    /// <summary>A name or a path.</summary>
    public static implicit operator ModelOptions(string nameOrPath) => new() { Name = nameOrPath };

    /// <summary>What a person would call it.</summary>
    public override string ToString() => Url ?? Path ?? Name ?? Sha256 ?? "";
}
