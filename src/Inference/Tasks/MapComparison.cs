namespace EdgeVision.Inference.Tasks;

/// <summary>Two class maps, pixel by pixel on the finer grid of the two in each direction, each with the pixel of a map that lies nearest.</summary>
internal sealed class MapComparison
{
    private const int Values = byte.MaxValue + 1;

    private readonly VisionAnswer _one;
    private readonly VisionAnswer _other;
    private readonly int[] _names = new int[Values];
    private readonly int[] _otherNames = new int[Values];

    /// <param name="onlyCommonLabels">Whether pixels are passed over whose class one of the models does not know.</param>
    public MapComparison(VisionAnswer one, VisionAnswer other, bool onlyCommonLabels)
    {
        (_one, _other) = (one, other);
        NumberNames(onlyCommonLabels);
        int width = int.Max(one.MapWidth, other.MapWidth), height = int.Max(one.MapHeight, other.MapHeight);
        if (one.Map.IsEmpty || other.Map.IsEmpty)
        {
            // A map of no pixels and one of many have none the same.
            Pixels = (long)width * height;
            return;
        }

        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> line = Line(one, y, height), otherLine = Line(other, y, height);
            for (int x = 0; x < width; x++)
            {
                int name = _names[line[Nearest(x, width, one.MapWidth)]], otherName = _otherNames[otherLine[Nearest(x, width, other.MapWidth)]];
                if (name < 0 || otherName < 0)
                    continue;
                Pixels++;
                if (name == otherName)
                    Same++;
                else
                    FirstDifference ??= (x, y, width, height);
            }
        }
    }

    /// <summary>How many were compared.</summary>
    public long Pixels { get; }

    /// <summary>How many of those have a class of the same name in both.</summary>
    public long Same { get; }

    /// <summary>The first that has not: its place, and the grid it is of.</summary>
    public (int X, int Y, int Width, int Height)? FirstDifference { get; }

    /// <summary>Names that are equal get equal numbers in both answers, 0 is none, and less than that is not to be compared.</summary>
    private void NumberNames(bool onlyCommonLabels)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        for (int value = 1; value < Values; value++)
        {
            _names[value] = Number(_one.LabelOf((byte)value), _other);
            _otherNames[value] = Number(_other.LabelOf((byte)value), _one);
        }

        int Number(string label, VisionAnswer stranger)
        {
            if (onlyCommonLabels && label.Length > 0 && !stranger.Labels.Contains(label, StringComparer.Ordinal))
                return -1;
            if (!numbers.TryGetValue(label, out int number))
                numbers[label] = number = numbers.Count;
            return number;
        }
    }

    private static ReadOnlySpan<byte> Line(VisionAnswer answer, int y, int height) =>
        answer.Map.Slice(Nearest(y, height, answer.MapHeight) * answer.MapWidth, answer.MapWidth);

    /// <summary>The pixel of <paramref name="count"/> on which the middle of pixel <paramref name="i"/> of <paramref name="grid"/> lies.</summary>
    private static int Nearest(int i, int grid, int count) => (int)(((2L * i) + 1) * count / (2L * grid));
}
