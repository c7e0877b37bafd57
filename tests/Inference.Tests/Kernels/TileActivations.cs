using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Tests.Kernels;

/// <summary>What the epilogues compute, in double precision.</summary>
internal static class TileActivations
{
    public static double Apply(TileActivation activation, double x, double alpha, double beta) => activation switch
    {
        TileActivation.Identity => x,
        TileActivation.Clamp => Math.Min(beta, Math.Max(alpha, x)),
        TileActivation.HardSwish => x * Math.Min(1, Math.Max(0, x / 6 + 0.5)),
        _ => Math.Min(1, Math.Max(0, alpha * x + beta)),
    };
}
