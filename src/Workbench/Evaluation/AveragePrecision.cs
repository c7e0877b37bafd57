namespace EdgeVision.Workbench.Evaluation;

/// <summary>Average precision, of one class or as the mean over classes, in [0, 1].</summary>
/// <param name="AtHalf">At an intersection over union of 0.5 (AP@.5).</param>
/// <param name="OverThresholds">Mean over the thresholds 0.5, 0.55 … 0.95 (AP@[.5:.95]).</param>
public readonly record struct AveragePrecision(double AtHalf, double OverThresholds);
