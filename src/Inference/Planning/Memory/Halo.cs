namespace EdgeVision.Inference.Planning.Memory;

/// <summary>Zero pixels kept around an image in memory, so that windows may reach over its edge.</summary>
internal readonly record struct Halo(int Top, int Left, int Bottom, int Right)
{
    /// <summary>No halo.</summary>
    public static Halo None => default;

    /// <summary>The smallest that covers both.</summary>
    public Halo Union(Halo other) =>
        new(Math.Max(Top, other.Top), Math.Max(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Max(Right, other.Right));

    /// <summary>Whether this is at least <paramref name="other"/> on each side.</summary>
    public bool Covers(Halo other) => Union(other) == this;
}
