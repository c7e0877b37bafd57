namespace EdgeVision.Inference.Operators;

/// <summary>Functions of two numbers.</summary>
internal enum BinaryKind
{
    /// <summary>a + b</summary>
    Add,

    /// <summary>a − b</summary>
    Sub,

    /// <summary>a · b</summary>
    Mul,

    /// <summary>a / b</summary>
    Div,

    /// <summary>The greater.</summary>
    Max,

    /// <summary>The lesser.</summary>
    Min,

    /// <summary>a to the power of b</summary>
    Pow,

    /// <summary>a for a ≥ 0, else b·a</summary>
    PRelu,
}
