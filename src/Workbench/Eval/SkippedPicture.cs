namespace EdgeVision.Workbench.Eval;

/// <summary>A picture that could not be evaluated.</summary>
/// <param name="File">Relative to the folder.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record SkippedPicture(string File, string Reason);
