using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed class MultiplyAddTests
{
    // (1 + e)(1 − e) − 1 is −e² with one rounding, and 0 where the product is rounded to 1 before.
    private const float E = 1f / 8192f;

    private static bool Fuses => Fma.IsSupported || AdvSimd.IsSupported;

    [Fact]
    public void RoundsOnceExactlyWhereTheProcessorFuses()
    {
        float expected = Fuses ? -E * E : 0f;

        Assert.Equal(Vector128.Create(expected), Lanes128.MultiplyAdd(Vector128.Create(1f + E), Vector128.Create(1f - E), Vector128.Create(-1f)));
        Assert.Equal(expected, ScalarLane.MultiplyAdd(1f + E, 1f - E, -1f));
    }

    [Fact]
    public void AProcessorWithoutFusionStillHasItsVectors() =>
        Assert.Equal(Vector128.IsHardwareAccelerated, KernelTable.Widest.Lanes >= Vector128<float>.Count);
}
