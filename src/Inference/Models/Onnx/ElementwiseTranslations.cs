using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Clip (bounds as attributes before opset 11, as inputs since), arithmetic on tensors or on known integers, BatchNormalization (7, 9, 14, 15).
/// </summary>
internal static class ElementwiseTranslations
{
    public static void Clip(NodeContext node)
    {
        GraphValue input = node.Value(0);
        (float minimum, float maximum) = node.OperatorSet < 11
            ? (node.Float("min", float.NegativeInfinity), node.Float("max", float.PositiveInfinity))
            : (node.ConstantScalar(1, float.NegativeInfinity), node.ConstantScalar(2, float.PositiveInfinity));
        if (float.IsNaN(minimum) || float.IsNaN(maximum))
            throw new UnusableModelException("one of its bounds is not a number");
        node.Emit(new Unary(UnaryFunction.Clip(minimum, maximum)), input);
    }

    public static Action<NodeContext> Arithmetic(BinaryKind kind) => node =>
    {
        if (node.IsInteger(0) && node.IsInteger(1))
            node.Emit(Combine(kind, node.Integers(0), node.Integers(1)));
        else
            node.Emit(new Binary(kind), node.Value(0), node.Value(1));
    };

    public static Action<NodeContext> Chain(BinaryKind kind) => node =>
    {
        GraphValue result = node.Value(0);
        for (int input = 1; input < node.InputCount - 1; input++)
            result = node.Intermediate(new Binary(kind), result, node.Value(input));
        if (node.InputCount == 1)
            node.Emit(new Identity(), result);
        else
            node.Emit(new Binary(kind), result, node.Value(node.InputCount - 1));
    };

    public static void BatchNormalization(NodeContext node)
    {
        node.Ignore("momentum");
        if (!node.Flag("spatial", absent: true))
            throw new UnusableModelException("its statistics are per pixel (spatial = 0), which is not supported");
        if (node.Flag("training_mode"))
            throw new UnusableModelException("it is in training mode; export the model for inference");
        node.EmitFirst(new BatchNormalization(node.Float("epsilon", 1e-5f)), node.Value(0), node.Value(1), node.Value(2), node.Value(3), node.Value(4));
    }

    private static IntegerTensor Combine(BinaryKind kind, IntegerTensor left, IntegerTensor right)
    {
        int length = Math.Max(left.Values.Length, right.Values.Length);
        if ((left.Values.Length != length && left.Values.Length != 1) || (right.Values.Length != length && right.Values.Length != 1))
            throw new UnusableModelException($"lists of {left.Values.Length} and {right.Values.Length} integers do not broadcast together");

        long[] values = new long[length];
        for (int i = 0; i < length; i++)
        {
            long a = left.Values[left.Values.Length == 1 ? 0 : i], b = right.Values[right.Values.Length == 1 ? 0 : i];
            // −2⁶³ / −1 has no result in 64 bits either.
            if (kind == BinaryKind.Div && b is 0 or -1)
                values[i] = b == 0 ? throw new UnusableModelException("it divides an integer by 0") : unchecked(-a);
            else
                values[i] = kind switch { BinaryKind.Add => a + b, BinaryKind.Sub => a - b, BinaryKind.Mul => a * b, _ => a / b };
        }

        return new IntegerTensor([.. values], left.IsScalar && right.IsScalar);
    }
}
