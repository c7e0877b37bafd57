using System.Text;

namespace EdgeVision.Camera.Pipe;

/// <summary>The last of what a program wrote to stderr, for the message when it fails. Bounded, whatever it writes.</summary>
internal sealed class ErrorTail
{
    private const int Lines = 3;

    private readonly byte[] _kept = new byte[2048];
    private int _count;

    public void Add(ReadOnlySpan<byte> written)
    {
        if (written.Length > _kept.Length)
            written = written[^_kept.Length..];
        int keep = Math.Min(_count, _kept.Length - written.Length);
        _kept.AsSpan(_count - keep, keep).CopyTo(_kept);
        written.CopyTo(_kept.AsSpan(keep));
        _count = keep + written.Length;
    }

    /// <summary>The last lines, on one line, without control characters.</summary>
    public override string ToString()
    {
        string[] lines = Encoding.UTF8.GetString(_kept, 0, _count).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" / ", lines.TakeLast(Lines).Select(line => string.Concat(line.Where(letter => !char.IsControl(letter)))));
    }
}
