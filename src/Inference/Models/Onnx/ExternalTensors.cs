namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Finds tensors whose data are in another file, in any graph of a model however deeply nested. The manifest's SHA-256 does not cover such files.
/// </summary>
internal static class ExternalTensors
{
    // Each graph within a graph takes three: node, attribute, graph.
    private const int MaxLevels = 64;

    private enum Part
    {
        Model,
        Training,
        Function,
        Graph,
        Node,
        Attribute,
        SparseTensor,
        Tensor,
    }

    /// <summary>Checks that all numbers of a model are in its one file.</summary>
    /// <param name="model">The whole model.</param>
    /// <exception cref="UnusableModelException">Some are in another file, or these are not the bytes of an ONNX model.</exception>
    public static void Refuse(ReadOnlySpan<byte> model) => Walk(model, new ByteRange(0, model.Length), Part.Model, level: 0);

    private static void Walk(ReadOnlySpan<byte> file, ByteRange message, Part part, int level)
    {
        if (level > MaxLevels)
            throw new UnusableModelException($"its messages are nested more than {MaxLevels} deep");

        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            if (Inside(part, reader.Field) is { } inner)
                Walk(file, reader.ReadBytes(), inner, level + 1);
            else if (part == Part.Tensor && reader.Field == 14)
                RequireHere(reader.ReadInteger());
            else
                reader.Skip();
        }
    }

    // Protobuf takes the low 32 bits of an enumeration's number.
    private static void RequireHere(long dataLocation)
    {
        if ((int)dataLocation == 1)
            throw new UnusableModelException("some of its numbers are in another file, which is not supported; save the model as one file");
    }

    // Field numbers of onnx.proto.
    private static Part? Inside(Part part, int field) => (part, field) switch
    {
        (Part.Model, 7) => Part.Graph,
        (Part.Model, 20) => Part.Training,
        (Part.Model, 25) => Part.Function,
        (Part.Training, 1 or 2) => Part.Graph,
        (Part.Function, 7) => Part.Node,
        (Part.Function, 11) => Part.Attribute,
        (Part.Graph, 1) => Part.Node,
        (Part.Graph, 5) => Part.Tensor,
        (Part.Graph, 15) => Part.SparseTensor,
        (Part.Node, 5) => Part.Attribute,
        (Part.Attribute, 5 or 10) => Part.Tensor,
        (Part.Attribute, 6 or 11) => Part.Graph,
        (Part.Attribute, 22 or 23) => Part.SparseTensor,
        (Part.SparseTensor, 1 or 2) => Part.Tensor,
        _ => null,
    };
}
