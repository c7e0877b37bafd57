namespace EdgeVision.BillOfMaterials;

/// <summary>What the control file of a Debian package says.</summary>
internal sealed record DebianControl(string Name, string Version, string Architecture, string Description, IReadOnlyList<Component> Dependencies)
{
    /// <exception cref="InvalidDataException">A field is missing.</exception>
    public static DebianControl Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        string Field(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..]
            ?? throw new InvalidDataException($"{file} has no field {name}; Package, Version, Architecture, Depends and Description must be there.");

        return new DebianControl(
            Field("Package"),
            Field("Version"),
            Field("Architecture"),
            Field("Description"),
            [.. Field("Depends").Split(',', StringSplitOptions.TrimEntries).Select(Dependency)]);
    }

    // The first of the alternatives, without its least version, is the name.
    private static Component Dependency(string spelled)
    {
        string name = spelled.Split('|', ' ')[0];
        string url = $"pkg:deb/debian/{name}";
        return new Component("library", url, name) { Url = url, IsDirect = true, Dependency = spelled };
    }
}
