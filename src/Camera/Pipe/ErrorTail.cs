using System.Text;

namespace EdgeVision.Camera.Pipe;

/// <summary>The last of what a program wrote to stderr, for the message when it fails. Bounded, whatever it writes.</summary>
internal sealed class ErrorTail
{
    private const int Lines = 3;

    private readonly byte[] _kept = new byte[2048];
    private int _count;
    private bool _isCut;

    public void Add(ReadOnlySpan<byte> written)
    {
        _isCut |= _count + written.Length > _kept.Length;
        if (written.Length > _kept.Length)
            written = written[^_kept.Length..];
        int keep = Math.Min(_count, _kept.Length - written.Length);
        _kept.AsSpan(_count - keep, keep).CopyTo(_kept);
        written.CopyTo(_kept.AsSpan(keep));
        _count = keep + written.Length;
    }

    /// <summary>The last lines, on one line, each as <paramref name="mask"/> lets it be shown.</summary>
    public string Describe(Func<string, string> mask)
    {
        string[] lines = Encoding.UTF8.GetString(_kept, 0, _count).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // Half a secret would not be known for one.
        if (_isCut && lines.Length > 0)
            lines = lines.Length > 1 ? lines[1..] : ["(a line without an end)"];
        return string.Join(" / ", lines.TakeLast(Lines).Select(mask));
    }
}
