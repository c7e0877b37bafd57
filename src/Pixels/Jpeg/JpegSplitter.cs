namespace EdgeVision.Pixels.Jpeg;

/// <summary>
/// Finds whole JPEG pictures in a stream of them, fed in pieces of any size. Walks the marker segments by their lengths (ITU-T T.81 annex B), so a
/// thumbnail's own markers inside a segment do not end the picture. Garbage between pictures is passed over.
/// </summary>
internal struct JpegSplitter
{
    private State _state;
    private int _remaining;
    private bool _segmentIsScan;
    private bool _hasScan;

    private enum State
    {
        Outside,
        OutsideMarker,
        Segment,
        SegmentMarker,
        LengthHigh,
        LengthLow,
        SegmentBody,
        Entropy,
        EntropyMarker,
    }

    /// <summary>What a call of <see cref="Advance"/> came upon.</summary>
    public enum Found
    {
        /// <summary>All bytes are used up.</summary>
        Nothing,

        /// <summary>A picture lies in <see cref="Start"/>…<see cref="End"/>.</summary>
        Picture,

        /// <summary>A picture that had begun is cut short or no picture at all.</summary>
        Broken,
    }

    /// <summary>Offset in the stream of the next byte to feed.</summary>
    public long Position { get; private set; }

    /// <summary>Offset of the picture's first byte, while <see cref="IsInside"/> and after <see cref="Found.Picture"/>.</summary>
    public long Start { get; private set; }

    /// <summary>Offset after the picture's last byte, after <see cref="Found.Picture"/>.</summary>
    public long End { get; private set; }

    /// <summary>A picture has begun and not ended.</summary>
    public readonly bool IsInside => _state > State.OutsideMarker;

    /// <summary>Reads on until a picture ends or the bytes do.</summary>
    /// <param name="bytes">The stream from <see cref="Position"/> on.</param>
    /// <param name="consumed">Bytes used; feed the rest again.</param>
    public Found Advance(ReadOnlySpan<byte> bytes, out int consumed)
    {
        int at = 0;
        Found found = Found.Nothing;
        while (at < bytes.Length && found == Found.Nothing)
        {
            if (_state is State.Outside or State.Entropy)
            {
                int marker = bytes[at..].IndexOf((byte)0xFF);
                at = marker < 0 ? bytes.Length : at + marker + 1;
                if (marker >= 0)
                    _state++;
            }
            else if (_state == State.SegmentBody)
            {
                int skipped = Math.Min(_remaining, bytes.Length - at);
                at += skipped;
                _remaining -= skipped;
                EndSegmentWhenDone();
            }
            else
            {
                found = Step(bytes[at], Position + at + 1);
                at++;
            }
        }

        Position += at;
        consumed = at;
        return found;
    }

    private Found Step(byte value, long next)
    {
        switch (_state)
        {
            case State.OutsideMarker:
                if (value == 0xD8)
                    Begin(next - 2);
                else if (value != 0xFF)
                    _state = State.Outside;
                return Found.Nothing;

            case State.Segment:
                if (value != 0xFF)
                    return Abandon();
                _state = State.SegmentMarker;
                return Found.Nothing;

            case State.SegmentMarker:
                return Marker(value, next);

            case State.EntropyMarker:
                if (value is 0x00 or (>= 0xD0 and <= 0xD7))
                {
                    _state = State.Entropy;
                    return Found.Nothing;
                }

                return Marker(value, next);

            case State.LengthHigh:
                _remaining = value << 8;
                _state = State.LengthLow;
                return Found.Nothing;

            default:
                _remaining = (_remaining | value) - 2;
                if (_remaining < 0)
                    return Abandon();
                _state = State.SegmentBody;
                EndSegmentWhenDone();
                return Found.Nothing;
        }
    }

    private Found Marker(byte code, long next)
    {
        switch (code)
        {
            case 0xFF:
                return Found.Nothing;
            case 0xD8:
                Begin(next - 2);
                return Found.Broken;
            case 0xD9 when _hasScan:
                End = next;
                _state = State.Outside;
                return Found.Picture;
            case 0x00 or 0xD9:
                return Abandon();
            case 0x01 or (>= 0xD0 and <= 0xD7):
                _state = State.Segment;
                return Found.Nothing;
            default:
                _segmentIsScan = code == 0xDA;
                _state = State.LengthHigh;
                return Found.Nothing;
        }
    }

    private void Begin(long start)
    {
        Start = start;
        _hasScan = false;
        _state = State.Segment;
    }

    private Found Abandon()
    {
        _state = State.Outside;
        return Found.Broken;
    }

    private void EndSegmentWhenDone()
    {
        if (_remaining > 0)
            return;

        _hasScan |= _segmentIsScan;
        _state = _segmentIsScan ? State.Entropy : State.Segment;
    }
}
