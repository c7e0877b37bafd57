using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>An activation as a tile's epilogue knows it, or, where it does not, as a step of its own afterwards.</summary>
internal readonly record struct FusedActivation(TileActivation Kind, float Alpha, float Beta, UnaryFunction? After)
{
    /// <summary>How to apply <paramref name="function"/>.</summary>
    public static FusedActivation Of(UnaryFunction? function) => function switch
    {
        null => new(TileActivation.Identity, 0f, 0f, null),
        { Kind: UnaryKind.Relu } => new(TileActivation.Clamp, 0f, float.PositiveInfinity, null),
        { Kind: UnaryKind.Clip, Alpha: var low, Beta: var high } => new(TileActivation.Clamp, low, high, null),
        { Kind: UnaryKind.HardSwish } => new(TileActivation.HardSwish, 1f / 6f, 0.5f, null),
        { Kind: UnaryKind.HardSigmoid, Alpha: var slope, Beta: var offset } => new(TileActivation.HardSigmoid, slope, offset, null),
        _ => new(TileActivation.Identity, 0f, 0f, function),
    };
}
