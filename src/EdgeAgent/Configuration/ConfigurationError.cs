namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Origin">Where it was written.</param>
/// <param name="Path">Which setting, as a JSON path: <c>$.cameras[1].width</c>.</param>
/// <param name="Message">The value, what is wrong with it and the way out.</param>
internal sealed record ConfigurationError(ConfigurationOrigin Origin, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Origin}: {Path}: {Message}";
}
