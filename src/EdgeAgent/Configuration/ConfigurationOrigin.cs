namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Where a value was written.</summary>
/// <param name="Name">A file, an environment variable or a command line option.</param>
/// <param name="Line">Line of the file, from 1; 0 where there are no lines.</param>
internal readonly record struct ConfigurationOrigin(string Name, int Line = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{Name}:{Line}" : Name;
}
