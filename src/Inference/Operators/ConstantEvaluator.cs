using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// Computes an operator on known numbers, once, while a graph is built or optimised: element by element, for clarity and not speed. Knows the
/// operators that exporters leave on constants; the rest stay in the graph.
/// </summary>
internal static class ConstantEvaluator
{
    /// <summary>Whether this class computes <paramref name="operator"/>.</summary>
    public static bool Knows(Operator @operator) => @operator is Identity or Reshape or Unary or Binary or Transpose or Slice or Split or Concat;

    /// <summary>The outputs, or <see langword="null"/> where the operator is not one this class computes.</summary>
    /// <exception cref="ShapeException">The operator does not take these inputs.</exception>
    public static ImmutableArray<ConstantTensor>? Evaluate(Operator @operator, ReadOnlySpan<ConstantTensor> inputs)
    {
        TensorShape[] shapes = new TensorShape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = inputs[i].Shape;
        ImmutableArray<TensorShape> outputs = @operator.InferShapes(shapes);

        return @operator switch
        {
            Identity => [inputs[0]],
            Reshape => [inputs[0].Reshape(outputs[0])],
            Unary unary => [Map(unary.Function, inputs[0])],
            Binary binary => [Combine(binary.Kind, inputs[0], inputs[1], outputs[0])],
            Transpose transpose => [Gather(inputs[0], outputs[0], 0, [.. transpose.Permutation.Select(axis => shapes[0].Strides()[axis])])],
            Slice slice => [Take(inputs[0], outputs[0], slice.Starts, slice.Steps)],
            Split split => Cut(inputs[0], outputs, split.Axis),
            Concat concat => [Join(inputs, outputs[0], concat.Axis)],
            _ => null,
        };
    }

    /// <summary>One number through <paramref name="function"/>.</summary>
    public static float Apply(UnaryFunction function, float x) => function.Kind switch
    {
        UnaryKind.Clip => MathF.Min(MathF.Max(x, function.Alpha), function.Beta),
        UnaryKind.Relu => MathF.Max(x, 0f),
        UnaryKind.LeakyRelu => x >= 0f ? x : function.Alpha * x,
        UnaryKind.Elu => x >= 0f ? x : function.Alpha * (MathF.Exp(x) - 1f),
        UnaryKind.HardSwish => x * Math.Clamp(x / 6f + 0.5f, 0f, 1f),
        UnaryKind.HardSigmoid => Math.Clamp(function.Alpha * x + function.Beta, 0f, 1f),
        UnaryKind.Sigmoid => 1f / (1f + MathF.Exp(-x)),
        UnaryKind.Tanh => MathF.Tanh(x),
        UnaryKind.Softplus => MathF.Max(x, 0f) + MathF.Log(1f + MathF.Exp(-MathF.Abs(x))),
        UnaryKind.Exp => MathF.Exp(x),
        UnaryKind.Log => MathF.Log(x),
        UnaryKind.Sqrt => MathF.Sqrt(x),
        UnaryKind.Reciprocal => 1f / x,
        UnaryKind.Neg => -x,
        UnaryKind.Abs => MathF.Abs(x),
        UnaryKind.Floor => MathF.Floor(x),
        UnaryKind.Ceil => MathF.Ceiling(x),
        UnaryKind.Erf => ErrorFunction(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function.Kind, "There is no such function."),
    };

    /// <summary>Two numbers through <paramref name="kind"/>.</summary>
    public static float Apply(BinaryKind kind, float a, float b) => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Sub => a - b,
        BinaryKind.Mul => a * b,
        BinaryKind.Div => a / b,
        BinaryKind.Max => MathF.Max(a, b),
        BinaryKind.Min => MathF.Min(a, b),
        BinaryKind.Pow => MathF.Pow(a, b),
        BinaryKind.PRelu => a >= 0f ? a : b * a,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such function."),
    };

    private static ConstantTensor Map(UnaryFunction function, ConstantTensor input)
    {
        ReadOnlySpan<float> source = input.Values;
        float[] values = new float[source.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Apply(function, source[i]);
        return new ConstantTensor(input.Shape, values);
    }

    private static ConstantTensor Combine(BinaryKind kind, ConstantTensor left, ConstantTensor right, TensorShape output)
    {
        ReadOnlySpan<float> a = Gather(left, output, 0, BroadcastStrides(left.Shape, output)).Values;
        ReadOnlySpan<float> b = Gather(right, output, 0, BroadcastStrides(right.Shape, output)).Values;
        float[] values = new float[output.ElementCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = Apply(kind, a[i], b[i]);
        return new ConstantTensor(output, values);
    }

    private static ConstantTensor Take(ConstantTensor input, TensorShape output, ImmutableArray<int> starts, ImmutableArray<int> steps)
    {
        ImmutableArray<int> strides = input.Shape.Strides();
        int start = 0;
        int[] scaled = new int[strides.Length];
        for (int axis = 0; axis < scaled.Length; axis++)
        {
            start += starts[axis] * strides[axis];
            scaled[axis] = output[axis] == 1 ? 0 : steps[axis] * strides[axis];
        }

        return Gather(input, output, start, scaled);
    }

    private static ImmutableArray<ConstantTensor> Cut(ConstantTensor input, ImmutableArray<TensorShape> outputs, int axis)
    {
        ImmutableArray<int> strides = input.Shape.Strides();
        int start = 0;
        ImmutableArray<ConstantTensor>.Builder pieces = ImmutableArray.CreateBuilder<ConstantTensor>(outputs.Length);
        foreach (TensorShape output in outputs)
        {
            pieces.Add(Gather(input, output, start, strides.AsSpan()));
            start += output[axis] * strides[axis];
        }

        return pieces.MoveToImmutable();
    }

    private static ConstantTensor Join(ReadOnlySpan<ConstantTensor> inputs, TensorShape output, int axis)
    {
        int rows = output.LengthOf(0, axis), rowLength = output.LengthOf(axis, output.Rank);
        float[] values = new float[output.ElementCount];
        int column = 0;
        foreach (ConstantTensor input in inputs)
        {
            int length = input.Shape.LengthOf(axis, input.Shape.Rank);
            for (int row = 0; row < rows; row++)
                input.Values.Slice(row * length, length).CopyTo(values.AsSpan(row * rowLength + column));
            column += length;
        }

        return new ConstantTensor(output, values);
    }

    private static int[] BroadcastStrides(TensorShape input, TensorShape output)
    {
        ImmutableArray<int> strides = input.Strides();
        int[] broadcast = new int[output.Rank];
        for (int fromEnd = 1; fromEnd <= input.Rank; fromEnd++)
            broadcast[^fromEnd] = input[input.Rank - fromEnd] == 1 ? 0 : strides[input.Rank - fromEnd];
        return broadcast;
    }

    // output[i, j, …] = source[start + i·strides[0] + j·strides[1] + …]
    private static ConstantTensor Gather(ConstantTensor input, TensorShape output, int start, ReadOnlySpan<int> strides)
    {
        ReadOnlySpan<float> source = input.Values;
        float[] values = new float[output.ElementCount];
        int[] index = new int[output.Rank];
        int position = start;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = source[position];
            for (int axis = output.Rank - 1; axis >= 0; axis--)
            {
                position += strides[axis];
                if (++index[axis] < output[axis])
                    break;
                position -= strides[axis] * output[axis];
                index[axis] = 0;
            }
        }

        return new ConstantTensor(output, values);
    }

    // The Maclaurin series in double precision; beyond 4 the result rounds to 1. Its largest term at 4 is 3e5, which leaves ten digits.
    private static float ErrorFunction(float x)
    {
        double magnitude = Math.Abs((double)x);
        if (magnitude > 4)
            return MathF.Sign(x);

        double term = magnitude, sum = magnitude;
        for (int n = 1; n < 100; n++)
        {
            term *= -magnitude * magnitude / n;
            sum += term / (2 * n + 1);
        }

        return (float)(Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * sum);
    }
}
