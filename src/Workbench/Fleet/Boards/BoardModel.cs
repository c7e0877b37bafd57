namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>A model as a board names it; what it does not know of it is <see langword="null"/>.</summary>
internal sealed record BoardModel(string? Name, string? Version, string? Sha256)
{
    /// <summary>Name and version, for people.</summary>
    public override string ToString() => (Name, Version) switch
    {
        ({ } name, { } version) => $"{name} {version}",
        ({ } name, null) => name,
        _ => Sha256 is { Length: >= 12 } hash ? hash[..12] : "?",
    };
}
