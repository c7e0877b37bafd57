using System.Collections.Frozen;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>The ONNX operators that this engine supports, each with its translation.</summary>
internal static class OperatorTranslations
{
    private static readonly FrozenDictionary<string, Action<NodeContext>> s_translations = new Dictionary<string, Action<NodeContext>>
    {
        ["Conv"] = WindowTranslations.Conv,
        ["AveragePool"] = WindowTranslations.AveragePool,
        ["MaxPool"] = WindowTranslations.MaxPool,
        ["GlobalAveragePool"] = static node => node.Emit(new GlobalAveragePool(), node.Value(0)),
        ["BatchNormalization"] = ElementwiseTranslations.BatchNormalization,
        ["Gemm"] = MatrixTranslations.Gemm,
        ["MatMul"] = MatrixTranslations.MatMul,
        ["Softmax"] = MatrixTranslations.Softmax,
        ["ReduceMean"] = MatrixTranslations.ReduceMean,

        ["Clip"] = ElementwiseTranslations.Clip,
        ["Relu"] = static node => node.Emit(new Unary(UnaryFunction.Relu), node.Value(0)),
        ["LeakyRelu"] = static node => node.Emit(new Unary(UnaryFunction.LeakyRelu(node.Float("alpha", 0.01f))), node.Value(0)),
        ["Elu"] = static node => node.Emit(new Unary(UnaryFunction.Elu(node.Float("alpha", 1f))), node.Value(0)),
        ["HardSigmoid"] = static node => node.Emit(new Unary(UnaryFunction.HardSigmoid(node.Float("alpha", 0.2f), node.Float("beta", 0.5f))), node.Value(0)),
        ["HardSwish"] = Unary(UnaryKind.HardSwish),
        ["Sigmoid"] = Unary(UnaryKind.Sigmoid),
        ["Tanh"] = Unary(UnaryKind.Tanh),
        ["Softplus"] = Unary(UnaryKind.Softplus),
        ["Exp"] = Unary(UnaryKind.Exp),
        ["Log"] = Unary(UnaryKind.Log),
        ["Sqrt"] = Unary(UnaryKind.Sqrt),
        ["Reciprocal"] = Unary(UnaryKind.Reciprocal),
        ["Neg"] = Unary(UnaryKind.Neg),
        ["Abs"] = Unary(UnaryKind.Abs),
        ["Floor"] = Unary(UnaryKind.Floor),
        ["Ceil"] = Unary(UnaryKind.Ceil),
        ["Erf"] = Unary(UnaryKind.Erf),

        ["Add"] = ElementwiseTranslations.Arithmetic(BinaryKind.Add),
        ["Sub"] = ElementwiseTranslations.Arithmetic(BinaryKind.Sub),
        ["Mul"] = ElementwiseTranslations.Arithmetic(BinaryKind.Mul),
        ["Div"] = ElementwiseTranslations.Arithmetic(BinaryKind.Div),
        ["Pow"] = static node => node.Emit(new Binary(BinaryKind.Pow), node.Value(0), node.Value(1)),
        ["PRelu"] = static node => node.Emit(new Binary(BinaryKind.PRelu), node.Value(0), node.Value(1)),
        ["Max"] = ElementwiseTranslations.Chain(BinaryKind.Max),
        ["Min"] = ElementwiseTranslations.Chain(BinaryKind.Min),
        ["Sum"] = ElementwiseTranslations.Chain(BinaryKind.Add),

        ["Identity"] = ShapeTranslations.Identity,
        ["Dropout"] = ShapeTranslations.Dropout,
        ["Cast"] = ConstantTranslations.Cast,
        ["Reshape"] = ShapeTranslations.Reshape,
        ["Flatten"] = ShapeTranslations.Flatten,
        ["Squeeze"] = ShapeTranslations.Squeeze,
        ["Unsqueeze"] = ShapeTranslations.Unsqueeze,
        ["Transpose"] = ShapeTranslations.Transpose,
        ["Concat"] = ShapeTranslations.Concat,
        ["Split"] = SliceTranslations.Split,
        ["Slice"] = SliceTranslations.Slice,
        ["Gather"] = SliceTranslations.Gather,
        ["Pad"] = SliceTranslations.Pad,
        ["Resize"] = ResizeTranslations.Resize,
        ["Upsample"] = ResizeTranslations.Upsample,

        ["Constant"] = ConstantTranslations.Constant,
        ["ConstantOfShape"] = ConstantTranslations.ConstantOfShape,
        ["Shape"] = ConstantTranslations.Shape,
    }.ToFrozenDictionary();

    /// <summary>The translation of an operator of ONNX's own domain, or <see langword="null"/> where this engine lacks it.</summary>
    public static Action<NodeContext>? Find(string operatorType) => s_translations.GetValueOrDefault(operatorType);

    private static Action<NodeContext> Unary(UnaryKind kind) => node => node.Emit(new Unary(UnaryFunction.Of(kind)), node.Value(0));
}
