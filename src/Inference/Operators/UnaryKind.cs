namespace EdgeVision.Inference.Operators;

/// <summary>Functions of one number. α and β are the parameters of <see cref="UnaryFunction"/>.</summary>
internal enum UnaryKind
{
    /// <summary>min(max(x, α), β); where α &gt; β the result is β, as ONNX defines it.</summary>
    Clip,

    /// <summary>max(x, 0)</summary>
    Relu,

    /// <summary>x for x ≥ 0, else α·x</summary>
    LeakyRelu,

    /// <summary>x for x ≥ 0, else α·(exp(x) − 1)</summary>
    Elu,

    /// <summary>x · min(max(x/6 + 1/2, 0), 1)</summary>
    HardSwish,

    /// <summary>min(max(α·x + β, 0), 1)</summary>
    HardSigmoid,

    /// <summary>1 / (1 + exp(−x))</summary>
    Sigmoid,

    /// <summary>tanh(x)</summary>
    Tanh,

    /// <summary>ln(1 + exp(x))</summary>
    Softplus,

    /// <summary>exp(x)</summary>
    Exp,

    /// <summary>ln(x)</summary>
    Log,

    /// <summary>√x</summary>
    Sqrt,

    /// <summary>1 / x</summary>
    Reciprocal,

    /// <summary>−x</summary>
    Neg,

    /// <summary>|x|</summary>
    Abs,

    /// <summary>⌊x⌋</summary>
    Floor,

    /// <summary>⌈x⌉</summary>
    Ceil,

    /// <summary>The Gauss error function.</summary>
    Erf,
}
