using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>
/// Remembers in which formats a camera gives frames. Some cameras offer formats that never arrive, or not through a busy USB bus: after two openings
/// without one frame such a format is left out, until every other has failed too.
/// </summary>
internal sealed class FormatTrials
{
    private const int MaxFailures = 2;

    private readonly HashSet<PixelFormat> _proven = [];
    private readonly Dictionary<PixelFormat, int> _failures = [];

    /// <summary>A frame came in this format, which is never left out again. Allocates nothing once it is known.</summary>
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

    /// <summary>The modes worth a trial; forgets its failures when the camera has none left.</summary>
    public IReadOnlyList<V4L2Mode> Promising(IReadOnlyList<V4L2Mode> modes)
    {
        List<V4L2Mode> promising = [.. modes.Where(mode => mode.Pixels is { } format && _failures.GetValueOrDefault(format) < MaxFailures)];
        if (promising.Count == 0)
            _failures.Clear();
        return promising.Count == 0 ? modes : promising;
    }
}
