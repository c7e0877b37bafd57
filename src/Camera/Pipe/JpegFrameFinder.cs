using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Camera.Pipe;

/// <summary>JPEG pictures one after another, with or without garbage between them.</summary>
internal sealed class JpegFrameFinder : IFrameFinder
{
    private JpegSplitter _splitter;

    public long Found { get; private set; }

    public long Broken { get; private set; }

    public (long Start, long End) Newest { get; private set; }

    public bool IsInside => _splitter.IsInside;

    // Outside a picture the last byte may be the first half of the next one's first marker.
    public long KeepFrom => _splitter.IsInside ? _splitter.Start : Math.Max(Newest.End, _splitter.Position - 1);

    public void Advance(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            JpegSplitter.Found found = _splitter.Advance(bytes, out int consumed);
            bytes = bytes[consumed..];
            if (found == JpegSplitter.Found.Picture)
            {
                Found++;
                Newest = (_splitter.Start, _splitter.End);
            }
            else if (found == JpegSplitter.Found.Broken)
            {
                Broken++;
            }
        }
    }
}
