namespace EdgeVision.EdgeAgent.Logging;

/// <summary>Tells which defects deserve their stack in the log: the first of each kind, and no more kinds than a person reads. Thread-safe.</summary>
internal sealed class DefectKinds
{
    private const int MaxKinds = 8;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether none like it came before: of the same type, thrown by the same method.</summary>
    public bool IsNew(Exception defect)
    {
        string kind = $"{defect.GetType().FullName} in {defect.TargetSite?.DeclaringType?.FullName}.{defect.TargetSite?.Name}";
        lock (_gate)
            return _seen.Count < MaxKinds && _seen.Add(kind);
    }
}
