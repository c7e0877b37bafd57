namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>There were nothing but defects for longer than <see cref="DefectLimit"/> allows.</summary>
/// <param name="last">The last of them.</param>
internal sealed class EndlessDefectException(Exception? last)
    : Exception($"No frame of any camera has gone all its way for {DefectLimit.Period.TotalSeconds:0} s, "
        + $"and more than {DefectLimit.MinDefects - 1} ended in a defect; only a new process may help.", last);
