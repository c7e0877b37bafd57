using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed unsafe class ElementwiseKernelTests
{
    private const int MaxRunLength = 257;

    public static TheoryData<string> Widths => KernelNames.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void Clamp_MatchesReferenceAtEveryLength(string width) =>
        CheckUnary(KernelNames.Table(width).Unary<Clamp>(), -0.5f, 1.5f, 2f, static x => Math.Min(1.5, Math.Max(-0.5, x)), Tolerances.FewRoundings);

    [Theory, MemberData(nameof(Widths))]
    public void HardSwish_MatchesReferenceAtEveryLength(string width) =>
        CheckUnary(KernelNames.Table(width).Unary<HardSwish>(), 1f / 6f, 0.5f, 5f, static x => x * Math.Min(1, Math.Max(0, x / 6 + 0.5)),
            Tolerances.FewRoundings * 5);

    [Theory, MemberData(nameof(Widths))]
    public void HardSigmoid_MatchesReferenceAtEveryLength(string width) =>
        CheckUnary(KernelNames.Table(width).Unary<HardSigmoid>(), 0.2f, 0.5f, 5f, static x => Math.Min(1, Math.Max(0, 0.2f * x + 0.5)),
            Tolerances.FewRoundings);

    [Theory, MemberData(nameof(Widths))]
    public void LeakyRelu_MatchesReferenceAtEveryLength(string width) =>
        CheckUnary(KernelNames.Table(width).Unary<LeakyRelu>(), 0.1f, 0f, 2f, static x => x >= 0 ? x : 0.1f * x, Tolerances.FewRoundings);

    [Theory, MemberData(nameof(Widths))]
    public void Sigmoid_MatchesReferenceAtEveryLength(string width) =>
        CheckUnary(KernelNames.Table(width).Unary<Sigmoid>(), 0f, 0f, 20f, static x => 1 / (1 + Math.Exp(-x)), Tolerances.Exponential);

    [Theory, MemberData(nameof(Widths))]
    public void Exponential_IsAccurateFromUnderflowToOverflow(string width)
    {
        var kernel = KernelNames.Table(width).Unary<Exponential>();
        using GuardedMemory x = new(4096), y = new(4096);
        for (int i = 0; i < x.Length; i++)
            x.Span[i] = -87f + i * (175f / 4096);

        kernel(x.Start, y.Start, x.Length, 0f, 0f);

        for (int i = 0; i < x.Length; i++)
            Tolerances.AssertNear(1, (float)(y.Span[i] / Math.Exp(x.Span[i])), Tolerances.Exponential, $"exp({x.Span[i]})");
    }

    [Theory, MemberData(nameof(Widths))]
    public void Exponential_OfExtremesIsZeroInfinityAndNaN(string width)
    {
        var kernel = KernelNames.Table(width).Unary<Exponential>();
        using GuardedMemory x = new(32), y = new(32);
        float[] extremes = [float.NegativeInfinity, -200f, 89f, float.PositiveInfinity, float.NaN, 0f];
        for (int i = 0; i < x.Length; i++)
            x.Span[i] = extremes[i % extremes.Length];

        kernel(x.Start, y.Start, x.Length, 0f, 0f);

        float[] expected = [0f, 0f, float.PositiveInfinity, float.PositiveInfinity, float.NaN, 1f];
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(expected[i % expected.Length], y.Span[i]);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Clamp_KeepsNaN(string width)
    {
        using GuardedMemory x = new(35);
        x.Span.Fill(float.NaN);

        KernelNames.Table(width).Unary<Clamp>()(x.Start, x.Start, x.Length, 0f, 6f);

        foreach (float value in x.Span)
            Assert.True(float.IsNaN(value));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Zip_MatchesReferenceAtEveryLengthAndForm(string width)
    {
        KernelTable table = KernelNames.Table(width);
        CheckBinary(table.Binary<Sum>, static (a, b) => a + b);
        CheckBinary(table.Binary<Difference>, static (a, b) => a - b);
        CheckBinary(table.Binary<Product>, static (a, b) => a * b);
        CheckBinary(table.Binary<Greater>, Math.Max);
        CheckBinary(table.Binary<Lesser>, Math.Min);
        CheckBinary(table.Binary<ParametricRelu>, static (a, b) => a >= 0 ? a : a * b);
    }

    private delegate delegate*<float*, float*, float*, nint, void> BinaryChoice(OperandForm form);

    private static void CheckUnary(
        delegate*<float*, float*, nint, float, float, void> kernel, float alpha, float beta, float range, Func<double, double> reference, double tolerance)
    {
        Random random = new(7);
        for (int length = 0; length <= MaxRunLength; length++)
        {
            using GuardedMemory x = GuardedMemory.Random(length, random, range), y = new(length);
            float[] before = x.Span.ToArray();

            kernel(x.Start, y.Start, length, alpha, beta);
            kernel(x.Start, x.Start, length, alpha, beta);

            for (int i = 0; i < length; i++)
            {
                Tolerances.AssertNear(reference(before[i]), y.Span[i], tolerance, $"element {i} of {length}");
                Assert.Equal(y.Span[i], x.Span[i]);
            }
        }
    }

    private static void CheckBinary(BinaryChoice choice, Func<double, double, double> reference)
    {
        Random random = new(11);
        foreach (OperandForm form in Enum.GetValues<OperandForm>())
        {
            bool blocks = form is OperandForm.LeftBlock or OperandForm.RightBlock;
            int Repeat(bool repeats, int i) => !repeats ? i : blocks ? i % ChannelBlock.Size : 0;
            for (int length = 0; length <= MaxRunLength; length += blocks ? ChannelBlock.Size : 1)
            {
                bool leftRepeats = form is OperandForm.LeftBlock or OperandForm.LeftScalar,
                    rightRepeats = form is OperandForm.RightBlock or OperandForm.RightScalar;
                int repeated = blocks ? ChannelBlock.Size : 1;
                using GuardedMemory a = GuardedMemory.Random(leftRepeats ? repeated : length, random),
                    b = GuardedMemory.Random(rightRepeats ? repeated : length, random), y = new(length);

                choice(form)(a.Start, b.Start, y.Start, length);

                for (int i = 0; i < length; i++)
                    Tolerances.AssertNear(reference(a.Span[Repeat(leftRepeats, i)], b.Span[Repeat(rightRepeats, i)]), y.Span[i], Tolerances.FewRoundings,
                        $"{form} {i} of {length}");
            }
        }
    }
}
