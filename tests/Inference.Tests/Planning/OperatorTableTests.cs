using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Lowering;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Reference;

namespace EdgeVision.Inference.Tests.Planning;

/// <summary>What a new operator or function must not do without.</summary>
public sealed class OperatorTableTests
{
    // What exporters write but no network of ours has, so that it got no kernel: refused by name when a model is opened.
    private static readonly UnaryKind[] s_refusedUnary = [UnaryKind.Erf];
    private static readonly BinaryKind[] s_refusedBinary = [BinaryKind.Pow];

    // A few hundred products of numbers below 1, in single precision.
    private const double Tolerance = 1e-4;

    public static TheoryData<Type> Operators => [.. OperatorExamples.Operators];

    [Fact]
    public void EveryOperatorHasARowInTheTable()
    {
        string[] missing = [.. AllOperators().Except(OperatorTable.Rows.Keys).Select(static type => type.Name)];

        Assert.True(
            missing.Length == 0,
            $"{string.Join(", ", missing)}: no row in OperatorTable (src/Inference/Planning/Lowering). "
            + "Add one with a lowering, or with one that throws plan.Unsupported and the reason; "
            + "with the zeros it needs around an image, or NoHalo; and with its multiply-adds, or NoMultiplyAdds.");
    }

    [Fact]
    public void EveryOperatorHasAnExample()
    {
        string[] missing = [.. AllOperators().Except(OperatorExamples.Operators).Select(static type => type.Name)];

        Assert.True(
            missing.Length == 0,
            $"{string.Join(", ", missing)}: no example. Add a small node to OperatorExamples, and to ReferenceOperators the definition it is compared with.");
    }

    [Theory, MemberData(nameof(Operators))]
    public void AnExampleMatchesItsReferenceAndItsCount(Type @operator)
    {
        using ComputationGraph graph = OperatorExamples.Of(@operator);
        float[] input = [.. Enumerable.Range(0, graph.Inputs[0].Shape.ElementCount).Select(static i => i * 41 % 103 / 103f - 0.5f)];
        ReferenceTensor[] expected = ReferenceInterpreter.Run(graph, input);
        using ManagedInferenceSession session = ManagedInferenceSession.Open(graph, KernelTable.Widest, threads: 2);

        input.CopyTo(session.Input(0));
        session.Run();

        for (int output = 0; output < expected.Length; output++)
        {
            double[] actual = [.. session.Output(output).ToArray().Select(static value => (double)value)];
            Assert.All(expected[output].Values.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        }

        Assert.Equal(session.Plan.Steps.Sum(static step => step.MultiplyAdds), session.MultiplyAdds);
    }

    [Fact]
    public void EveryFunctionHasAKernelOrIsListedAsRefused()
    {
        UnaryKind[] unary = [.. Enum.GetValues<UnaryKind>().Where(static kind => !IsPlanned(new Unary(Function(kind))))];
        BinaryKind[] binary = [.. Enum.GetValues<BinaryKind>().Where(static kind => !IsPlanned(new Binary(kind)))];

        Assert.Equal(s_refusedUnary, unary);
        Assert.Equal(s_refusedBinary, binary);
    }

    private static IEnumerable<Type> AllOperators() =>
        typeof(Operator).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract);

    private static UnaryFunction Function(UnaryKind kind) => kind switch
    {
        UnaryKind.Clip => UnaryFunction.Clip(0f, 1f),
        UnaryKind.LeakyRelu => UnaryFunction.LeakyRelu(0.1f),
        UnaryKind.Elu => UnaryFunction.Elu(1f),
        UnaryKind.HardSigmoid => UnaryFunction.HardSigmoid(0.2f, 0.5f),
        _ => UnaryFunction.Of(kind),
    };

    private static bool IsPlanned(Operator @operator)
    {
        using ComputationGraph graph = new("function");
        GraphValue x = graph.AddInput("x", [1, 3]);
        graph.AddOutput("y", graph.AddNode("node", @operator, @operator is Binary ? [x, x] : [x], "y").Output);
        try
        {
            ManagedInferenceSession.Open(graph, KernelTable.Widest, threads: 1).Dispose();
            return true;
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }
}
