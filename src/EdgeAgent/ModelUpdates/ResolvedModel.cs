namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>A wish with what it means on this machine just now.</summary>
/// <param name="Desired">The wish.</param>
/// <param name="Local">Where that lies outside the store; <see langword="null"/>: it is or becomes a bundle.</param>
internal sealed record ResolvedModel(DesiredModel Desired, LocalModel? Local)
{
    /// <summary>By which the same is known again: a folder whose content is another is another model.</summary>
    public string Key => Local is null ? Desired.Key : $"{Desired.Key}\n{Local.Stamp}";
}
