namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Counts the unforeseen exceptions of one camera's work, and keeps the last. Thread-safe; a frame without one costs a single read.</summary>
internal sealed class CameraDefects
{
    private long _count;
    private volatile string? _capture;
    private volatile string? _inference;

    /// <summary>Defects so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The exception that ended the camera's last frame or read, one line; <see langword="null"/>: none did.</summary>
    public string? Current => _inference ?? _capture;

    /// <summary>Counts a defect of the capture thread.</summary>
    /// <returns>Its number, from 1.</returns>
    public long AddCapture(Exception defect)
    {
        _capture = Describe(defect);
        return Interlocked.Increment(ref _count);
    }

    /// <summary>Counts a defect of the inference thread.</summary>
    /// <returns>Its number, from 1.</returns>
    public long AddInference(Exception defect)
    {
        _inference = Describe(defect);
        return Interlocked.Increment(ref _count);
    }

    /// <summary>A frame was read.</summary>
    public void EndCapture() => _capture = null;

    /// <summary>A frame was fully processed, or refused for a reason that was foreseen.</summary>
    public void EndInference() => _inference = null;

    private static string Describe(Exception defect) => $"defect: {defect.GetType().Name}: {defect.Message.ReplaceLineEndings(" ")}";
}
