namespace EdgeVision.Inference.Operators;

/// <summary>A function of one number with its parameters; those a kind does not use are 0. Compared by value.</summary>
internal readonly record struct UnaryFunction
{
    private UnaryFunction(UnaryKind kind, float alpha = 0f, float beta = 0f)
    {
        Kind = kind;
        Alpha = alpha;
        Beta = beta;
    }

    /// <summary>Which function; the formulas are at <see cref="UnaryKind"/>.</summary>
    public UnaryKind Kind { get; }

    /// <summary>Clip: least value. LeakyRelu, Elu, HardSigmoid: slope.</summary>
    public float Alpha { get; }

    /// <summary>Clip: greatest value. HardSigmoid: value at 0.</summary>
    public float Beta { get; }

    public static UnaryFunction Relu => new(UnaryKind.Relu);

    public static UnaryFunction Relu6 => Clip(0f, 6f);

    public static UnaryFunction HardSwish => new(UnaryKind.HardSwish);

    public static UnaryFunction Sigmoid => new(UnaryKind.Sigmoid);

    /// <summary>Clamps to [<paramref name="min"/>, <paramref name="max"/>]; infinities leave a side open.</summary>
    public static UnaryFunction Clip(float min, float max) => new(UnaryKind.Clip, min, max);

    public static UnaryFunction LeakyRelu(float slope) => new(UnaryKind.LeakyRelu, slope);

    public static UnaryFunction Elu(float alpha) => new(UnaryKind.Elu, alpha);

    public static UnaryFunction HardSigmoid(float slope, float offset) => new(UnaryKind.HardSigmoid, slope, offset);

    /// <summary>A function that has no parameters.</summary>
    /// <exception cref="ArgumentException"><paramref name="kind"/> has parameters.</exception>
    public static UnaryFunction Of(UnaryKind kind) => kind switch
    {
        UnaryKind.Clip or UnaryKind.LeakyRelu or UnaryKind.Elu or UnaryKind.HardSigmoid => throw new ArgumentException($"{kind} has parameters.", nameof(kind)),
        _ => new UnaryFunction(kind),
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        UnaryKind.Clip => FormattableString.Invariant($"Clip({Alpha}, {Beta})"),
        UnaryKind.HardSigmoid => FormattableString.Invariant($"HardSigmoid({Alpha}, {Beta})"),
        UnaryKind.LeakyRelu or UnaryKind.Elu => FormattableString.Invariant($"{Kind}({Alpha})"),
        _ => Kind.ToString(),
    };
}
