using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed unsafe class PeakKernelTests
{
    public static TheoryData<string> Widths => KernelNames.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void EveryChainDoesItsMultiplyAdds(string width)
    {
        const int Rounds = 1000;
        KernelTable table = KernelNames.Table(width);
        using GuardedMemory sum = new(table.Lanes);

        table.MultiplyAddChains(Rounds, sum.Start);

        // The chains begin at 0 to 11 and add 1e-3 · 2e-3 a round.
        double expected = 66 + PeakKernels.Chains * Rounds * 2e-6;
        foreach (float value in sum.Span)
            Assert.Equal(expected, value, 1e-3);
    }

    [Theory, MemberData(nameof(Widths))]
    public void EveryWidthHasAPeak(string width) => Assert.InRange(MultiplyAddPeak.Measure(KernelNames.Table(width)), double.Epsilon, double.MaxValue);
}
