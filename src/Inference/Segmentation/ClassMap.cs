namespace EdgeVision.Inference.Segmentation;

/// <summary>What each pixel of a picture shows, at the resolution of the network's input. One that a segmenter gave is valid until its next picture.</summary>
public sealed class ClassMap
{
    /// <summary>The largest label number, because a pixel is a byte and 0 is background.</summary>
    public const int MaxLabels = byte.MaxValue;

    private readonly int[] _counts = new int[MaxLabels + 1];
    private readonly ClassArea[] _areas = new ClassArea[MaxLabels];
    private byte[] _pixels = [];
    private int _present;

    /// <summary>A map of its own, for what is not a segmenter's answer.</summary>
    /// <param name="width">Pixels a line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    /// <param name="pixels">As <see cref="Pixels"/>; copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels than <paramref name="width"/> · <paramref name="height"/>.</exception>
    public ClassMap(int width, int height, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"A map of {width}×{height} pixels has {(long)width * height} bytes, but there are {pixels.Length}.", nameof(pixels));
        pixels.CopyTo(Resize(width, height));
        Count();
    }

    internal ClassMap()
    {
    }

    /// <summary>Pixels a line: of a letterboxed input only those that show the picture, so that x / <see cref="Width"/> is a part of the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Lines; as <see cref="Width"/>.</summary>
    public int Height { get; private set; }

    /// <summary>[height, width], row by row: 0 is background or a class without a name, n is the class that label n − 1 names.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Width * Height);

    /// <summary>The classes that are there, largest first, the earlier label of two equals first.</summary>
    public ReadOnlySpan<ClassArea> Areas => _areas.AsSpan(0, _present);

    /// <summary>Room for another map's pixels; <see cref="Count"/> once they are written.</summary>
    internal Span<byte> Resize(int width, int height)
    {
        (Width, Height, _present) = (width, height, 0);
        if (_pixels.Length < width * height)
            _pixels = GC.AllocateUninitializedArray<byte>(width * height);
        return _pixels.AsSpan(0, width * height);
    }

    /// <summary>Makes <see cref="Areas"/> from <see cref="Pixels"/>.</summary>
    internal void Count()
    {
        Array.Clear(_counts);
        ReadOnlySpan<byte> pixels = Pixels;
        // Neighbours are mostly of one class: a run is added at its end, because adding one after one to the same number waits for memory each time.
        for (int start = 0; start < pixels.Length;)
        {
            int length = pixels[start..].IndexOfAnyExcept(pixels[start]);
            length = length < 0 ? pixels.Length - start : length;
            _counts[pixels[start]] += length;
            start += length;
        }

        _present = 0;
        for (int label = 1; label <= MaxLabels; label++)
        {
            if (_counts[label] > 0)
                Insert(new ClassArea(label - 1, _counts[label], (float)_counts[label] / pixels.Length));
        }
    }

    private void Insert(in ClassArea area)
    {
        int place = _present++;
        for (; place > 0 && _areas[place - 1].Pixels < area.Pixels; place--)
            _areas[place] = _areas[place - 1];
        _areas[place] = area;
    }
}
