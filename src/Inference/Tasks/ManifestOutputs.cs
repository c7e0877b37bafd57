using System.Collections.Immutable;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tasks;

/// <summary>Which outputs of a model are what, by their shapes.</summary>
/// <param name="Scores">The class scores.</param>
/// <param name="ScoresIndex">Which output they are.</param>
/// <param name="Columns">Classes they tell apart, background included.</param>
/// <param name="Boxes">A detector's boxes.</param>
internal sealed record ManifestOutputs(TensorSpec Scores, int ScoresIndex, int Columns, TensorSpec? Boxes)
{
    private const int BoxNumbers = 4;

    private static readonly string[] s_scoreNames = ["score", "class", "prob", "conf", "logit", "label"];

    /// <exception cref="UnusableModelException">No output, or more than one, has the shape that the task needs.</exception>
    public static ManifestOutputs Find(ManifestDraft draft, IReadOnlyList<TensorSpec> outputs)
    {
        switch (draft.Task)
        {
            case ModelTask.Classification:
                TensorSpec classes = Only(
                    outputs, "class scores [1, classes]", static spec => spec.Shape.Length > 0 && spec.Length == spec.Shape[^1]);
                return Of(outputs, classes, ^1, null);
            case ModelTask.Segmentation:
                TensorSpec map = Only(outputs, "class scores [1, classes, height, width]", static spec => spec.Shape.Length == 4);
                return Of(outputs, map, 1, null);
            default:
                return FindBoxes(draft.Boxes ?? throw new UnusableModelException("what its boxes are is not said"), outputs);
        }
    }

    /// <summary>The Object Detection API's anchors for a square input, where they are as many as the model has boxes.</summary>
    /// <exception cref="UnusableModelException">They are not.</exception>
    public static ManifestDocument.AnchorSection AnchorsFor(int side, ManifestOutputs outputs)
    {
        ImmutableArray<int> maps = SsdAnchorSpec.FeatureMapsAt(side);
        int boxes = outputs.Boxes!.Shape[1];
        foreach (bool reduces in (ReadOnlySpan<bool>)[true, false])
        {
            SsdAnchorSpec spec = new() { FeatureMaps = maps, ReduceBoxesInLowestLayer = reduces };
            if (SsdAnchors.Generate(spec).Length == boxes)
                return ManifestDocument.AnchorSection.Of(spec);
        }

        throw new UnusableModelException(
            $"it has {boxes} boxes, which are not the usual anchors on maps of {string.Join(", ", maps)} cells; "
            + "write its manifest's anchors by hand, as docs/models.md shows");
    }

    private static ManifestOutputs FindBoxes(BoxKind kind, IReadOnlyList<TensorSpec> outputs)
    {
        if (kind is BoxKind.CenterDistances or BoxKind.CenterSizes)
        {
            int numbers = kind == BoxKind.CenterDistances ? BoxNumbers : 2;
            TensorSpec sizes = Only(outputs, $"boxes [1, {numbers}, height, width]", spec => spec.Shape.Length == 4 && spec.Shape[1] == numbers);
            TensorSpec map = Only(outputs, "class scores [1, classes, height, width]", spec => spec.Shape.Length == 4 && spec != sizes);
            return Of(outputs, map, 1, sizes);
        }

        // Scores of four columns have the shape of boxes; then the name decides, unless it speaks of both.
        TensorSpec[] shaped = [.. outputs.Where(static spec => spec.Shape is [1, _, BoxNumbers])];
        TensorSpec[] named = [.. shaped.Where(static spec => NameHas(spec, "box") && !s_scoreNames.Any(name => NameHas(spec, name)))];
        TensorSpec boxes = Only(outputs, "boxes [1, anchors, 4]", (named.Length > 0 ? named : shaped).Contains);
        TensorSpec scores = Only(outputs, "class scores [1, anchors, classes]", spec => spec.Shape.Length == 3 && spec != boxes);
        return Of(outputs, scores, ^1, boxes);
    }

    private static bool NameHas(TensorSpec spec, string word) => spec.Name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static ManifestOutputs Of(IReadOnlyList<TensorSpec> outputs, TensorSpec scores, Index classes, TensorSpec? boxes) =>
        new(scores, outputs.Index().First(output => output.Item == scores).Index, scores.Shape[classes], boxes);

    private static TensorSpec Only(IReadOnlyList<TensorSpec> outputs, string what, Func<TensorSpec, bool> fits)
    {
        TensorSpec[] found = [.. outputs.Where(fits)];
        return found.Length == 1
            ? found[0]
            : throw new UnusableModelException(
                $"{(found.Length == 0 ? "no" : "more than one")} output can be the {what}; its outputs are {string.Join("; ", outputs)}. "
                + "What shapes do not tell must be said in a manifest written by hand, as docs/models.md shows");
    }
}
