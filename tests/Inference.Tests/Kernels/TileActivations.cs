using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Tests.Kernels;

/// <summary>What the epilogues compute, in double precision.</summary>
internal static class TileActivations
{
    public static double Apply(TileActivation activation, double x, double first, double second) => activation switch
    {
        TileActivation.Identity => x,
        TileActivation.Clamp => Math.Min(second, Math.Max(first, x)),
        TileActivation.HardSwish => x * Math.Min(1, Math.Max(0, x / 6 + 0.5)),
        _ => Math.Min(1, Math.Max(0, first * x + second)),
    };
}
