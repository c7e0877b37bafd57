namespace EdgeVision.Inference.Planning.Steps;

/// <summary>
/// A piece of work of a plan: kernels, packed weights and addresses, all chosen. Runs as <see cref="Chunks"/> pieces that may run at the same time on
/// several threads and in any order. Allocates nothing and decides nothing.
/// </summary>
internal abstract class Step(string name)
{
    /// <summary>The most pieces that a pool of workers can hand out.</summary>
    public const int MaxChunks = 1 << 19;

    /// <summary>The node it computes, for profiles and messages.</summary>
    public string Name { get; } = name;

    /// <summary>How many pieces; at least 1.</summary>
    public int Chunks { get; protected init; } = 1;

    /// <summary>Multiplications with weights of the model in one run; 0 for steps that have none.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>What it reads once, as fast as memory gives it: the weights of a matrix × vector product. Empty for all others.</summary>
    public virtual PrefetchRange StreamedWeights => default;

    /// <summary>Weights of later steps that it fetches into the cache while it computes; steps that cannot do so ignore what is set.</summary>
    public virtual PrefetchRange PrefetchedWeights
    {
        get => default;
        set { }
    }

    /// <summary>Computes piece <paramref name="chunk"/> in [0, <see cref="Chunks"/>).</summary>
    public abstract void Run(int chunk);

    /// <summary>The part of <paramref name="count"/> items that belongs to piece <paramref name="chunk"/> of <paramref name="chunks"/>.</summary>
    protected static (int Begin, int End) Part(int count, int chunk, int chunks) =>
        ((int)((long)count * chunk / chunks), (int)((long)count * (chunk + 1) / chunks));

    /// <summary>How many pieces are worth while for so many multiplications or copied floats that can be cut into so many parts.</summary>
    protected static int ChunksFor(int threads, long operations, int parts)
    {
        const long WorthWaking = 100_000;
        const int PiecesEach = 4;
        if (threads == 1)
            return 1;
        return (int)Math.Clamp(operations / WorthWaking, 1, Math.Min(parts, (long)threads * PiecesEach));
    }
}
