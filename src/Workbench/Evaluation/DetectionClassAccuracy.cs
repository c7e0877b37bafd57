namespace EdgeVision.Workbench.Evaluation;

/// <summary>How well a detector finds the objects of one class.</summary>
/// <param name="LabelIndex">As in <see cref="Inference.Detection.Detection.LabelIndex"/>.</param>
/// <param name="Objects">How many objects were there, crowds excluded; 1 or more.</param>
/// <param name="Precision">Average precision.</param>
/// <param name="Recall">Part of the objects that the best 100 detections a picture find, as the mean over the thresholds 0.5, 0.55 … 0.95; in [0, 1].</param>
public readonly record struct DetectionClassAccuracy(int LabelIndex, int Objects, AveragePrecision Precision, double Recall);
