using System.Buffers.Binary;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>The numbers of an <see cref="OnnxTensor"/>: float32 raw bytes as a view of the file, everything else converted into an array.</summary>
internal static class OnnxTensorReader
{
    /// <summary>Whether <see cref="ReadFloats"/> reads this type.</summary>
    public static bool IsFloat(OnnxDataType type) => type is OnnxDataType.Float32 or OnnxDataType.Float16 or OnnxDataType.Float64;

    /// <summary>Whether <see cref="ReadIntegers"/> reads this type.</summary>
    public static bool IsInteger(OnnxDataType type) => type is OnnxDataType.Int64 or OnnxDataType.Int32;

    /// <summary>Whether this is a float tensor without elements.</summary>
    public static bool IsEmptyFloats(OnnxTensor tensor) => IsFloat(tensor.DataType) && tensor.Dimensions.Contains(0);

    /// <summary>A float32 tensor, or one of float16 or float64 converted.</summary>
    /// <exception cref="UnusableModelException">The numbers are not there, or not as many as the dimensions say.</exception>
    /// <exception cref="ShapeException">The dimensions are no shape.</exception>
    public static ConstantTensor ReadFloats(OnnxTensor tensor, MappedFile file)
    {
        TensorShape shape = ShapeOf(tensor);
        RequireHere(tensor);
        int elementSize = tensor.DataType switch { OnnxDataType.Float32 => 4, OnnxDataType.Float16 => 2, _ => 8 };
        if (tensor.RawBytes is not { } raw)
            return new ConstantTensor(shape, ReadFloatList(tensor, file.Bytes, shape.ElementCount));

        RequireLength(tensor, raw.Length, (long)shape.ElementCount * elementSize);
        if (tensor.DataType == OnnxDataType.Float32)
            return new ConstantTensor(shape, file.Floats(raw.Start, shape.ElementCount));

        ReadOnlySpan<byte> bytes = file.Bytes.Slice(raw.Start, raw.Length);
        float[] values = new float[shape.ElementCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elementSize == 2
                ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * 2)..])
                : (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
        }

        return new ConstantTensor(shape, values);
    }

    /// <summary>An int64 or int32 tensor of at most one dimension.</summary>
    /// <exception cref="UnusableModelException">The numbers are not there, too many, or not as many as the dimensions say.</exception>
    public static IntegerTensor ReadIntegers(OnnxTensor tensor, MappedFile file)
    {
        RequireHere(tensor);
        if (tensor.Dimensions.Count > 1)
            throw new UnusableModelException($"the integer tensor '{tensor.Name}' has {tensor.Dimensions.Count} dimensions; at most 1 is supported");
        long count = tensor.Dimensions.Count == 0 ? 1 : tensor.Dimensions[0];
        if (count is < 0 or > IntegerTensor.MaxLength)
            throw new UnusableModelException($"the integer tensor '{tensor.Name}' has {count} elements; at most {IntegerTensor.MaxLength} are supported");

        List<long> values = [];
        if (tensor.RawBytes is { } raw)
        {
            int elementSize = tensor.DataType == OnnxDataType.Int64 ? 8 : 4;
            RequireLength(tensor, raw.Length, count * elementSize);
            ReadOnlySpan<byte> bytes = file.Bytes.Slice(raw.Start, raw.Length);
            for (int i = 0; i < count; i++)
                values.Add(
                    elementSize == 8 ? BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * 8)..]) : BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * 4)..]));
        }
        else
        {
            int field = tensor.DataType == OnnxDataType.Int64 ? 7 : 5;
            ProtobufReader reader = new(file.Bytes, tensor.Message);
            while (reader.ReadField())
            {
                if (reader.Field == field)
                    reader.ReadIntegers(values, IntegerTensor.MaxLength);
                else
                    reader.Skip();
            }

            RequireLength(tensor, values.Count, count, "numbers");
        }

        return new IntegerTensor([.. values], IsScalar: tensor.Dimensions.Count == 0);
    }

    private static float[] ReadFloatList(OnnxTensor tensor, ReadOnlySpan<byte> file, int count)
    {
        if (tensor.DataType != OnnxDataType.Float32)
            throw new UnusableModelException($"the {tensor.DataType} tensor '{tensor.Name}' is not written as raw bytes, which is not supported");

        // Counted before the array is made: the dimensions may promise far more than the file holds.
        long found = 0;
        ProtobufReader counter = new(file, tensor.Message);
        while (counter.ReadField())
        {
            if (counter.Field == 4 && counter.WireType == WireType.Length)
            {
                found += counter.ReadBytes().Length / 4;
            }
            else
            {
                found += counter.Field == 4 ? 1 : 0;
                counter.Skip();
            }
        }

        RequireLength(tensor, found, count, "numbers");
        List<float> values = new(count);
        ProtobufReader reader = new(file, tensor.Message);
        while (reader.ReadField())
        {
            if (reader.Field == 4)
                reader.ReadFloats(values, count);
            else
                reader.Skip();
        }

        return [.. values];
    }

    private static TensorShape ShapeOf(OnnxTensor tensor)
    {
        Span<int> dimensions = stackalloc int[Math.Min(tensor.Dimensions.Count, TensorShape.MaxRank + 1)];
        for (int i = 0; i < dimensions.Length; i++)
        {
            long dimension = tensor.Dimensions[i];
            dimensions[i] = dimension is >= 1 and <= int.MaxValue
                ? (int)dimension
                : throw new UnusableModelException($"dimension {i} of the tensor '{tensor.Name}' is {dimension}, which is not in 1…{int.MaxValue}");
        }

        return TensorShape.Create(dimensions);
    }

    private static void RequireHere(OnnxTensor tensor)
    {
        if (tensor.IsExternal)
            throw new UnusableModelException($"the numbers of '{tensor.Name}' are in another file, which is not supported; save the model as one file");
    }

    private static void RequireLength(OnnxTensor tensor, long found, long expected, string unit = "bytes")
    {
        if (found != expected)
            throw new UnusableModelException(
                $"the tensor '{tensor.Name}' of dimensions [{string.Join(", ", tensor.Dimensions)}] has {found} {unit} instead of {expected}");
    }
}
