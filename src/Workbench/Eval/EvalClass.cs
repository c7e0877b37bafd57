namespace EdgeVision.Workbench.Eval;

/// <summary>The figures of one class.</summary>
/// <param name="Label">The model's name for it.</param>
/// <param name="Figures">The same ones, in the same order, for each class.</param>
internal sealed record EvalClass(string Label, IReadOnlyList<EvalFigure> Figures);
