using System.Text.Json.Serialization;

namespace EdgeVision.Inference.GoldenSamples;

/// <summary>The JSON of a golden answer as written. <see cref="GoldenJson"/> gives it meaning.</summary>
internal sealed record GoldenDocument(
    string Schema,
    string Engine,
    float LeastScore,
    GoldenDocument.ObjectSection[]? Objects = null,
    GoldenDocument.ClassSection[]? Classes = null,
    GoldenDocument.MapSection? Map = null)
{
    /// <param name="Box">Left, top, right and bottom in parts of the picture.</param>
    internal sealed record ObjectSection(string Label, float Score, float[] Box);

    internal sealed record ClassSection(string Label, float Score);

    /// <param name="Labels">The names that n, from 1, stands for in <paramref name="Runs"/>; 0 is none of them.</param>
    /// <param name="Runs">Line after line, a number and how many pixels it is the class of, alternately.</param>
    internal sealed record MapSection(int Width, int Height, string[] Labels, int[] Runs);
}

[JsonSerializable(typeof(GoldenDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
internal sealed partial class GoldenJsonContext : JsonSerializerContext;
