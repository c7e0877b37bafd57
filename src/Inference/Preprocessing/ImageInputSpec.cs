namespace EdgeVision.Inference.Preprocessing;

/// <summary>
/// What a network expects of its image input: [1, 3, <see cref="Height"/>, <see cref="Width"/>] floats, each (byte − mean) / standard deviation.
/// </summary>
public sealed record ImageInputSpec
{
    /// <summary>Pixels a line, from 1 to 4096.</summary>
    public required int Width { get; init; }

    /// <summary>Lines, from 1 to 4096.</summary>
    public required int Height { get; init; }

    /// <summary>Order of the three planes. Default RGB.</summary>
    public ColorOrder Colors { get; init; } = ColorOrder.Rgb;

    /// <summary>Subtracted from every byte value. Default 127.5.</summary>
    public float Mean { get; init; } = 127.5f;

    /// <summary>What the difference is divided by. Default 127.5, which gives −1…1.</summary>
    public float StandardDeviation { get; init; } = 127.5f;

    /// <summary>Default <see cref="ResizeMode.Stretch"/>.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Stretch;
}
