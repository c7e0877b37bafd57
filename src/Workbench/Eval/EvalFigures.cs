namespace EdgeVision.Workbench.Eval;

/// <summary>How accurate a model is.</summary>
/// <param name="Overall">Over all pictures, the figure that matters most first.</param>
/// <param name="Classes">Class by class, in the order of the model's labels; those that no picture shows may be left out.</param>
/// <param name="Lack">Why there is nothing to measure, in words, and the figures are not there; <see langword="null"/> where there is something.</param>
internal sealed record EvalFigures(IReadOnlyList<EvalFigure> Overall, IReadOnlyList<EvalClass> Classes, string? Lack = null);
