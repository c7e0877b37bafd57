using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;
using EdgeVision.Inference.Tests.Reference;

namespace EdgeVision.Inference.Tests.Operators;

public sealed class ConstantEvaluatorTests
{
    // float32 against double on numbers of magnitude 1 to 10.
    private const double Tolerance = 1e-5;

    public static TheoryData<int> UnaryKinds => [.. Enum.GetValues<UnaryKind>().Select(static kind => (int)kind)];

    public static TheoryData<int> BinaryKinds => [.. Enum.GetValues<BinaryKind>().Select(static kind => (int)kind)];

    [Theory, MemberData(nameof(UnaryKinds))]
    public void UnaryMatchesReference(int kind)
    {
        UnaryFunction function = (UnaryKind)kind switch
        {
            UnaryKind.Clip => UnaryFunction.Clip(-1f, 2f),
            UnaryKind.LeakyRelu => UnaryFunction.LeakyRelu(0.1f),
            UnaryKind.Elu => UnaryFunction.Elu(0.5f),
            UnaryKind.HardSigmoid => UnaryFunction.HardSigmoid(0.2f, 0.4f),
            UnaryKind other => UnaryFunction.Of(other),
        };

        AssertMatches(new Unary(function), Numbers([7, 9], function.Kind is UnaryKind.Log or UnaryKind.Sqrt or UnaryKind.Reciprocal ? 0.1f : -5f));
    }

    [Theory, MemberData(nameof(BinaryKinds))]
    public void BinaryMatchesReference(int kind)
    {
        Binary binary = new((BinaryKind)kind);

        AssertMatches(binary, Numbers([2, 1, 3], 0.5f), Numbers([4, 1], 0.5f));
        AssertMatches(binary, Numbers([3], 0.5f), Numbers([], 0.5f));
    }

    [Fact]
    public void LayoutChangesMatchReference()
    {
        AssertMatches(new Transpose([2, 0, 1]), Numbers([2, 3, 4], -1f));
        AssertMatches(new Slice([1, 3], [1, 2], [1, -2]), Numbers([2, 4], -1f));
        AssertMatches(new Concat(1), Numbers([2, 3], -1f), Numbers([2, 1], -1f));
        AssertMatches(new Split(1, [1, 2]), Numbers([2, 3, 2], -1f));
        AssertMatches(new Reshape([6]), Numbers([2, 3], -1f));
    }

    [Fact]
    public void LeavesConvolutionsToTheGraph() =>
        Assert.Null(ConstantEvaluator.Evaluate(new Conv(new SlidingWindow(1, 1), 1), [Numbers([1, 1, 2, 2], 0f), Numbers([1, 1, 1, 1], 0f)]));

    private static void AssertMatches(Operator @operator, params ConstantTensor[] inputs)
    {
        TensorShape[] shapes = [.. @operator.InferShapes([.. inputs.Select(static input => input.Shape)])];
        ReferenceTensor[] expected = ReferenceOperators.Evaluate(
            @operator, [.. inputs.Select(static input => ReferenceTensor.From(input.Shape, input.Values))], shapes);

        ConstantTensor[] actual = [.. ConstantEvaluator.Evaluate(@operator, inputs)!.Value];

        Assert.Equal(expected.Length, actual.Length);
        foreach ((ReferenceTensor reference, ConstantTensor result) in expected.Zip(actual))
        {
            Assert.Equal(reference.Shape, result.Shape);
            for (int i = 0; i < reference.Values.Length; i++)
                Assert.Equal(reference.Values[i], result.Values[i], Tolerance * Math.Max(1, Math.Abs(reference.Values[i])));
        }
    }

    private static ConstantTensor Numbers(TensorShape shape, float lowest)
    {
        Random random = new(shape.ElementCount);
        return new ConstantTensor(shape, Enumerable.Range(0, shape.ElementCount).Select(_ => lowest + random.NextSingle() * 10f).ToArray());
    }
}
