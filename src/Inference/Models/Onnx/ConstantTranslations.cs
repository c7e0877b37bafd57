using System.Collections.Immutable;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Operators whose result is known while the graph is built: constants and the arithmetic exporters do on shapes.</summary>
internal static class ConstantTranslations
{
    public static void Constant(NodeContext node)
    {
        if (node.Tensor("value") is { } tensor)
            Emit(node, tensor);
        else if (node.FloatList("value_floats") is { Count: 0 })
            node.EmitEmpty();
        else if (node.FloatList("value_floats") is { } floats)
            node.Emit(new ConstantTensor([floats.Count], floats.ToArray()));
        else if (node.IntegerList("value_ints") is { } integers)
            node.Emit(integers);
        else if (node.Float("value_float", float.NaN) is float number && !float.IsNaN(number))
            node.Emit(ConstantTensor.Scalar(number));
        else
            node.Emit(new IntegerTensor([node.Integer("value_int", 0)], IsScalar: true));
    }

    public static void ConstantOfShape(NodeContext node)
    {
        ImmutableArray<long> dimensions = node.Integers(0).Values;
        TensorShape shape = TensorShape.Create([.. dimensions.Take(TensorShape.MaxRank + 1).Select(NodeContext.ToInt)]);
        node.Spend(shape.ElementCount);
        OnnxTensor? value = node.Tensor("value");
        if (value is { Dimensions: not [] and not [1] })
            throw new UnusableModelException($"its value has the dimensions [{string.Join(", ", value.Dimensions)}] instead of one number");
        if (value is not null && OnnxTensorReader.IsInteger(value.DataType) && shape.Rank <= 1)
        {
            node.Emit(new IntegerTensor([.. Enumerable.Repeat(node.ReadIntegers(value).Values[0], shape.ElementCount)], shape.Rank == 0));
            return;
        }

        float[] values = new float[shape.ElementCount];
        if (value is not null)
            Array.Fill(values, OnnxTensorReader.IsFloat(value.DataType) ? node.ReadFloats(value).Values[0] : throw WrongType(value));
        node.Emit(new ConstantTensor(shape, values));
    }

    public static void Shape(NodeContext node)
    {
        if (node.IsInteger(0))
        {
            IntegerTensor integers = node.Integers(0);
            node.Ignore("start", "end");
            node.Emit(integers.IsScalar ? [] : [(long)integers.Values.Length]);
            return;
        }

        TensorShape shape = node.Value(0).Shape;
        int start = Bound(node.Integer("start", 0)), end = Bound(node.Integer("end", shape.Rank));
        node.Emit(shape.Dimensions.Skip(start).Take(Math.Max(0, end - start)).Select(static dimension => (long)dimension));

        int Bound(long bound) => (int)Math.Clamp(bound < 0 ? bound + shape.Rank : bound, 0, shape.Rank);
    }

    public static void Cast(NodeContext node)
    {
        OnnxDataType target = (OnnxDataType)node.Integer("to", 0);
        node.Ignore("saturate");
        if (target == OnnxDataType.Float32 && node.IsInteger(0))
        {
            IntegerTensor integers = node.Integers(0);
            if (integers.Values.IsEmpty)
                throw new ShapeException("it converts an empty list");
            float[] values = [.. integers.Values.Select(static value => (float)value)];
            node.Emit(new ConstantTensor(integers.IsScalar ? TensorShape.Scalar : [values.Length], values));
        }
        else if (target == OnnxDataType.Float32)
        {
            node.Emit(new Identity(), node.Value(0));
        }
        else if (OnnxTensorReader.IsInteger(target) && node.IsInteger(0))
        {
            node.Emit(node.Integers(0));
        }
        else if (OnnxTensorReader.IsInteger(target))
        {
            ConstantTensor constant = node.Constant(0);
            if (constant.Shape.Rank > 1)
                throw new ShapeException($"integers of the shape {constant.Shape} are not supported");
            node.Emit(new IntegerTensor([.. constant.Values.ToArray().Select(ToInteger)], constant.Shape.Rank == 0));
        }
        else
        {
            throw new UnusableModelException($"it converts to {target}, which is not supported");
        }
    }

    private static void Emit(NodeContext node, OnnxTensor tensor)
    {
        if (OnnxTensorReader.IsInteger(tensor.DataType))
            node.Emit(node.ReadIntegers(tensor));
        else if (OnnxTensorReader.IsEmptyFloats(tensor))
            node.EmitEmpty();
        else if (OnnxTensorReader.IsFloat(tensor.DataType))
            node.Emit(node.ReadFloats(tensor));
        else
            throw WrongType(tensor);
    }

    private static long ToInteger(float value) =>
        MathF.Abs(value) < int.MaxValue ? (long)value : throw new ShapeException($"{value} does not fit an integer");

    private static UnusableModelException WrongType(OnnxTensor tensor) => new($"a constant has the element type {tensor.DataType}, which is not supported");
}
