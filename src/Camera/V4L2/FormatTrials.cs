using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>
/// Remembers in which formats a camera gives frames. Some cameras offer formats in which no frame ever comes, or none while the USB bus is busy. A format
/// in which two openings gave no frame is left out until all others have failed too.
/// </summary>
internal sealed class FormatTrials
{
    private const int MaxFailures = 2;

    private readonly HashSet<PixelFormat> _proven = [];
    private readonly Dictionary<PixelFormat, int> _failures = [];

    /// <summary>A frame came in this format: it is never left out again. Allocates only at a format's first frame.</summary>
    public void NoteFrame(PixelFormat format)
    {
        if (_proven.Add(format))
            _failures.Remove(format);
    }

    /// <summary>The camera was opened in this format and gave nothing.</summary>
    public void NoteFailure(PixelFormat format)
    {
        if (!_proven.Contains(format))
            _failures[format] = _failures.GetValueOrDefault(format) + 1;
    }

    /// <summary>The modes whose formats are not left out. When none is left, all failures are forgotten and all modes are returned.</summary>
    public IReadOnlyList<V4L2Mode> Promising(IReadOnlyList<V4L2Mode> modes)
    {
        List<V4L2Mode> promising = [.. modes.Where(mode => mode.Pixels is { } format && _failures.GetValueOrDefault(format) < MaxFailures)];
        if (promising.Count == 0)
            _failures.Clear();
        return promising.Count == 0 ? modes : promising;
    }
}
