using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Opens ONNX files of operator sets 7 to 22 as graphs whose weights view the mapped file.</summary>
internal static class OnnxModelReader
{
    /// <summary>Reads <paramref name="model"/>. Dispose of the graph when its weights are no longer read; that unmaps the file.</summary>
    /// <param name="inputShapes">Shapes by input name, needed where the file leaves dimensions open; must agree with those it fixes.</param>
    /// <exception cref="ModelFormatException">The file is not an ONNX model, is damaged, or asks for what this engine does not do.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ComputationGraph Load(ModelFile model, IReadOnlyDictionary<string, int[]>? inputShapes = null)
    {
        MappedFile file = model.Map();
        try
        {
            model.Verify(file.Bytes);
            OnnxModel parsed = OnnxParser.Parse(file.Bytes);
            return new OnnxImporter(parsed, file, inputShapes ?? ImmutableDictionary<string, int[]>.Empty).Import();
        }
        catch (Exception exception)
        {
            file.Dispose();
            throw exception switch
            {
                UnusableModelException unusable => model.Error(unusable),
                ShapeException shape => model.Error(shape.Message, shape),
                _ => exception,
            };
        }
    }
}
