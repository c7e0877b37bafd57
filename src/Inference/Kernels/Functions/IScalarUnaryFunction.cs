namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>A function of one float too rare in these networks to be worth lanes.</summary>
internal interface IScalarUnaryFunction
{
    /// <summary>The function; only some use <paramref name="parameter"/>.</summary>
    static abstract float Apply(float value, float parameter);
}
