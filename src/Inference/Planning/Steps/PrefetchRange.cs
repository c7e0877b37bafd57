namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// A stretch of weights of a later step that is bound by memory: the steps before it fetch them into the cache while they compute, a piece at a
/// time. Empty by default.
/// </summary>
internal unsafe struct PrefetchRange(float* next, float* end)
{
    // Between the weights of two steps lie biases and small tables.
    private const nint MaxGap = 1024;

    private float* _next = next;
    private readonly float* _end = end;

    /// <summary>Floats that are left.</summary>
    public readonly nint Length => (nint)(_end - _next);

    /// <summary>The next <paramref name="count"/> floats, or <paramref name="otherwise"/> when all are handed out.</summary>
    public float* Next(nint count, float* otherwise)
    {
        if (_next >= _end)
            return otherwise;
        float* next = _next;
        _next += count;
        return next;
    }

    /// <summary>These and <paramref name="following"/>, where that comes next in memory; else only these, or only the following where these are none.</summary>
    public readonly PrefetchRange With(PrefetchRange following)
    {
        if (Length == 0)
            return following;
        nint gap = (nint)(following._next - _end);
        return following.Length > 0 && gap is >= 0 and < MaxGap ? new(_next, following._end) : this;
    }

    /// <summary>The first <paramref name="count"/> of them.</summary>
    public readonly PrefetchRange First(nint count) => new(_next, _next + count);

    /// <summary>The share of piece <paramref name="chunk"/> of <paramref name="chunks"/>.</summary>
    public readonly PrefetchRange Share(int chunk, int chunks) => new(_next + Length * chunk / chunks, _next + Length * (chunk + 1) / chunks);
}
