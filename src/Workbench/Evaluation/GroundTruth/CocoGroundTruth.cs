using System.Collections.Immutable;
using System.Text.Json;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>
/// The objects of a set of pictures, from a file in COCO's format (cocodataset.org/#format-data). Categories are matched with a model's labels by name.
/// </summary>
public sealed class CocoGroundTruth
{
    // COCO's own largest, of 118 000 pictures, has 450 MB, most of it outlines; that of its 5000 validation pictures 20.
    private const long MaxFileBytes = 512L << 20;
    private const float MaxCoordinate = 1e6f;
    private const int MaxNamesInAMessage = 10;

    private CocoGroundTruth(ImmutableArray<AnnotatedPicture> pictures, int strays)
    {
        Pictures = pictures;
        Strays = strays;
    }

    /// <summary>Every picture that the file lists, by its id, as pycocotools takes them.</summary>
    public ImmutableArray<AnnotatedPicture> Pictures { get; }

    /// <summary>How many objects belong to pictures that the file does not list; they are left out.</summary>
    public int Strays { get; }

    /// <summary>Reads a file for the labels of <paramref name="model"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="GroundTruthFormatException">
    /// It is not in COCO's format, says something impossible, or has objects of a category that the model does not know.
    /// </exception>
    public static CocoGroundTruth Read(string path, ModelManifest model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        CocoDocument document = Parse(path);
        Dictionary<long, List<GroundTruthBox>> pictures = Pictured(path, document);
        Dictionary<long, int> labels = Match(path, document, model);
        int strays = 0;
        for (int i = 0; i < document.Annotations.Length; i++)
        {
            CocoDocument.Annotation annotation = document.Annotations[i];
            if (!pictures.TryGetValue(annotation.ImageId, out List<GroundTruthBox>? objects))
                strays++;
            else
                objects.Add(
                    new GroundTruthBox(labels[annotation.CategoryId], Box(path, i, annotation.Bbox), annotation.Iscrowd != 0, Area(path, i, annotation.Area)));
        }

        IEnumerable<AnnotatedPicture> annotated = document.Images
            .Select(static image => image!)
            .OrderBy(static image => image.Id)
            .Select(image => new AnnotatedPicture(image.FileName, image.Width, image.Height, [.. pictures[image.Id]]));
        return new CocoGroundTruth([.. annotated], strays);
    }

    private static CocoDocument Parse(string path)
    {
        using FileStream file = GroundTruthFile.Open(path, MaxFileBytes);
        try
        {
            return JsonSerializer.Deserialize(file, CocoJsonContext.Default.CocoDocument)
                ?? throw new GroundTruthFormatException(path, "$: must be an object, not null");
        }
        catch (JsonException error)
        {
            throw new GroundTruthFormatException(path, $"{error.Path ?? "$"}: {JsonReason.Of(error)} (line {error.LineNumber + 1})", error);
        }
    }

    private static Dictionary<long, List<GroundTruthBox>> Pictured(string path, CocoDocument document)
    {
        if (document.Images.Length is < 1 or > GroundTruthFile.MaxPictures)
            throw new GroundTruthFormatException(
                path, $"$.images: lists {document.Images.Length} pictures; it must be from 1 to {GroundTruthFile.MaxPictures}");

        var pictures = new Dictionary<long, List<GroundTruthBox>>(document.Images.Length);
        for (int i = 0; i < document.Images.Length; i++)
        {
            CocoDocument.Image image = document.Images[i] ?? throw new GroundTruthFormatException(path, $"$.images[{i}]: must be an object, not null");
            if (!GroundTruthFile.IsPictureName(image.FileName))
                throw new GroundTruthFormatException(path, $"$.images[{i}].file_name: '{image.FileName}' is no file name in the folder of pictures");
            if (image.Width < 0 || image.Height < 0)
                throw new GroundTruthFormatException(path, $"$.images[{i}]: {image.Width}×{image.Height} is no size of a picture");
            if (!pictures.TryAdd(image.Id, []))
                throw new GroundTruthFormatException(path, $"$.images[{i}].id: {image.Id} is the id of an earlier picture too");
        }

        return pictures;
    }

    /// <summary>The label of each category that an object has.</summary>
    private static Dictionary<long, int> Match(string path, CocoDocument document, ModelManifest model)
    {
        Dictionary<long, string> names = [];
        for (int i = 0; i < document.Categories.Length; i++)
        {
            CocoDocument.Category category = document.Categories[i]
                ?? throw new GroundTruthFormatException(path, $"$.categories[{i}]: must be an object, not null");
            if (!names.TryAdd(category.Id, category.Name))
                throw new GroundTruthFormatException(path, $"$.categories: two categories have the id {category.Id}");
        }

        var counts = new Dictionary<long, int>();
        foreach (CocoDocument.Annotation annotation in document.Annotations)
            counts[annotation.CategoryId] = counts.GetValueOrDefault(annotation.CategoryId) + 1;

        var labels = new Dictionary<long, int>();
        var unknown = new List<string>();
        foreach ((long category, int count) in counts)
        {
            if (!names.TryGetValue(category, out string? name))
                throw new GroundTruthFormatException(path, $"$.annotations: {Objects(count)} of category {category}, which $.categories does not list");

            labels[category] = name.Length == 0 ? -1 : model.Labels.IndexOf(name);
            if (labels[category] < 0)
                unknown.Add($"'{name}' ({Objects(count)})");
        }

        if (unknown.Count == 0)
            return labels;

        string more = unknown.Count > MaxNamesInAMessage ? $" and {unknown.Count - MaxNamesInAMessage} more" : "";
        throw new GroundTruthFormatException(path,
            $"the model {model.Name} has no label {string.Join(", ", unknown.Take(MaxNamesInAMessage))}{more}; "
            + "call the categories what the model's manifest calls them, or take their objects out");
    }

    private static string Objects(int count) => count == 1 ? "1 object" : $"{count} objects";

    private static float? Area(string path, int index, float? area) => area is null or (>= 0f and <= MaxCoordinate * MaxCoordinate)
        ? area
        : throw new GroundTruthFormatException(path, $"$.annotations[{index}].area: {area} is no area of an object");

    private static BoundingBox Box(string path, int index, CocoBox box)
    {
        bool isPossible = MathF.Abs(box.X) <= MaxCoordinate && MathF.Abs(box.Y) <= MaxCoordinate
            && box.Width is >= 0f and <= MaxCoordinate && box.Height is >= 0f and <= MaxCoordinate;
        return isPossible
            ? new BoundingBox(box.X, box.Y, box.X + box.Width, box.Y + box.Height)
            : throw new GroundTruthFormatException(
                path, $"$.annotations[{index}].bbox: {box.Width} by {box.Height} pixels at ({box.X}, {box.Y}) is no box in a picture");
    }
}
