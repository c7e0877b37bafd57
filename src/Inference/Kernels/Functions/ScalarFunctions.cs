namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>tanh(x)</summary>
internal readonly struct HyperbolicTangent : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Tanh(value);
}

/// <summary>ln(x)</summary>
internal readonly struct Logarithm : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Log(value);
}

/// <summary>√x</summary>
internal readonly struct SquareRoot : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Sqrt(value);
}

/// <summary>1 / x</summary>
internal readonly struct Reciprocal : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => 1f / value;
}

/// <summary>−x</summary>
internal readonly struct Negation : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => -value;
}

/// <summary>|x|</summary>
internal readonly struct Magnitude : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Abs(value);
}

/// <summary>⌊x⌋</summary>
internal readonly struct Floor : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Floor(value);
}

/// <summary>⌈x⌉</summary>
internal readonly struct Ceiling : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Ceiling(value);
}

/// <summary>ln(1 + e to the x), which is x + ln(1 + e to the −x) and so does not overflow</summary>
internal readonly struct Softplus : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => MathF.Max(value, 0f) + MathF.Log(1f + MathF.Exp(-MathF.Abs(value)));
}

/// <summary>x for x ≥ 0, else parameter · (e to the x − 1)</summary>
internal readonly struct ExponentialLinear : IScalarFunction
{
    /// <inheritdoc/>
    public static float Apply(float value, float parameter) => value >= 0f ? value : parameter * (MathF.Exp(value) - 1f);
}
