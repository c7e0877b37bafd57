namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>tanh(x)</summary>
internal readonly struct HyperbolicTangent : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Tanh(value);
}

/// <summary>ln(x)</summary>
internal readonly struct Logarithm : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Log(value);
}

/// <summary>√x</summary>
internal readonly struct SquareRoot : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Sqrt(value);
}

/// <summary>1 / x</summary>
internal readonly struct Reciprocal : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => 1f / value;
}

/// <summary>−x</summary>
internal readonly struct Negation : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => -value;
}

/// <summary>|x|</summary>
internal readonly struct Magnitude : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Abs(value);
}

/// <summary>⌊x⌋</summary>
internal readonly struct Floor : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Floor(value);
}

/// <summary>⌈x⌉</summary>
internal readonly struct Ceiling : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Ceiling(value);
}

/// <summary>ln(1 + e to the x), which is x + ln(1 + e to the −x) and so does not overflow</summary>
internal readonly struct Softplus : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Max(value, 0f) + MathF.Log(1f + MathF.Exp(-MathF.Abs(value)));
}

/// <summary>x for x ≥ 0, else parameter · (e to the x − 1)</summary>
internal readonly struct ExponentialLinear : IScalarUnaryFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => value >= 0f ? value : parameter * (MathF.Exp(value) - 1f);
}
