using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tests.GoldenModels;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>
/// The objects that a detector's outputs tell of, in double precision: SSD's anchors (Liu et al. 2016, arXiv:1512.02325, §2.2) or CenterNet's peaks (Zhou et
/// al. 2019, arXiv:1904.07850, §4), brought to the picture, of which each is kept that no better one of its class overlaps too much.
/// </summary>
/// <param name="pictureWidth">Pixels a line.</param>
/// <param name="pictureHeight">Lines.</param>
internal sealed class ReferenceDetector(ModelManifest manifest, int pictureWidth, int pictureHeight)
{
    private const int MostObjects = 100;

    private readonly DetectionOutputs _detection = manifest.Detection!;
    private readonly ImageInputSpec _input = manifest.Input!;

    /// <summary>Best score first.</summary>
    /// <param name="outputs">By their names.</param>
    public GoldenObject[] Find(IReadOnlyDictionary<string, ReferenceTensor> outputs)
    {
        (ReferenceTensor boxes, ReferenceTensor scores) = (outputs[_detection.Boxes], outputs[_detection.Scores]);
        IEnumerable<GoldenObject> found = _detection.BoxKind == BoxKind.SsdOffsets
            ? AtAnchors(boxes, scores, _detection.Anchors!)
            : AtCenters(boxes, scores, outputs[_detection.Offsets!]);
        List<GoldenObject> kept = [];
        foreach (GoldenObject next in found.Where(IsReported).OrderByDescending(static one => one.Score))
        {
            if (kept.Count < MostObjects && !kept.Exists(better => better.Label == next.Label && better.Overlap(next) > _detection.MaximumIou))
                kept.Add(next);
        }

        return [.. kept];
    }

    // Each class at each anchor. Offsets are parts of the anchor's size, over the variances that training divided by.
    private IEnumerable<GoldenObject> AtAnchors(ReferenceTensor boxes, ReferenceTensor scores, SsdAnchorSpec spec)
    {
        foreach ((int anchor, (double centerY, double centerX, double height, double width)) in Anchors(spec).Index())
        {
            double y = centerY + boxes.At(0, anchor, 0) / spec.CenterScale * height;
            double x = centerX + boxes.At(0, anchor, 1) / spec.CenterScale * width;
            double tall = height * Math.Exp(boxes.At(0, anchor, 2) / spec.SizeScale);
            double wide = width * Math.Exp(boxes.At(0, anchor, 3) / spec.SizeScale);
            foreach ((int label, string name) in manifest.Labels.Index())
            {
                double score = Probability(scores.At(0, anchor, manifest.LabelBase + label));
                yield return InPicture(name, score, x * _input.Width, y * _input.Height, wide * _input.Width, tall * _input.Height);
            }
        }
    }

    // TensorFlow's create_ssd_anchors: scales evenly spread over the maps, and between two of them one more.
    private static IEnumerable<(double CenterY, double CenterX, double Height, double Width)> Anchors(SsdAnchorSpec spec)
    {
        double step = ((double)spec.MaximumScale - spec.MinimumScale) / (spec.FeatureMaps.Length - 1);
        double[] scales = [.. spec.FeatureMaps.Select((_, map) => spec.MinimumScale + step * map), 1.0];
        foreach ((int map, int cells) in spec.FeatureMaps.Index())
        {
            double between = Math.Sqrt(scales[map] * scales[map + 1]);
            (double Scale, double Ratio)[] shapes = map == 0 && spec.ReduceBoxesInLowestLayer
                ? [(0.1, 1.0), (scales[0], 2.0), (scales[0], 0.5)]
                : [.. spec.AspectRatios.Select(ratio => (scales[map], (double)ratio)), (between, spec.InterpolatedAspectRatio)];
            for (int cell = 0; cell < cells * cells; cell++)
            {
                foreach ((double scale, double ratio) in shapes)
                    yield return ((cell / cells + 0.5) / cells, (cell % cells + 0.5) / cells, scale / Math.Sqrt(ratio), scale * Math.Sqrt(ratio));
            }
        }
    }

    // Each peak of each class's map, with its shift and its size, all in cells.
    private IEnumerable<GoldenObject> AtCenters(ReferenceTensor boxes, ReferenceTensor scores, ReferenceTensor offsets)
    {
        (int height, int width) = (scores.Shape[2], scores.Shape[3]);
        double strideX = (double)_input.Width / width, strideY = (double)_input.Height / height;
        foreach ((int label, string name) in manifest.Labels.Index())
        {
            int column = manifest.LabelBase + label;
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    if (!IsPeak(scores, column, y, x))
                        continue;
                    double centerX = (x + offsets.At(0, 0, y, x)) * strideX, centerY = (y + offsets.At(0, 1, y, x)) * strideY;
                    double wide = boxes.At(0, 0, y, x) * strideX, tall = boxes.At(0, 1, y, x) * strideY;
                    yield return InPicture(name, Probability(scores.At(0, column, y, x)), centerX, centerY, wide, tall);
                }
            }
        }
    }

    private static bool IsPeak(ReferenceTensor scores, int column, int y, int x)
    {
        for (int row = Math.Max(0, y - 1); row <= Math.Min(scores.Shape[2] - 1, y + 1); row++)
        {
            for (int place = Math.Max(0, x - 1); place <= Math.Min(scores.Shape[3] - 1, x + 1); place++)
            {
                if (scores.At(0, column, row, place) > scores.At(0, column, y, x))
                    return false;
            }
        }

        return true;
    }

    private double Probability(double score) => _detection.ScoreKind == ScoreKind.SigmoidLogits ? 1 / (1 + Math.Exp(-score)) : score;

    // A class without a name is a hole in the numbering.
    private bool IsReported(GoldenObject one) =>
        one.Label.Length > 0 && one.Score >= _detection.MinimumScore && one.Right > one.Left && one.Bottom > one.Top;

    // From pixels of the input, which shows the whole picture, or has it in its middle with bars beside it.
    private GoldenObject InPicture(string label, double score, double centerX, double centerY, double width, double height)
    {
        (int shownWidth, int shownHeight) = (_input.Width, _input.Height);
        if (_input.Resize == ResizeMode.Letterbox)
        {
            double scale = Math.Min((double)_input.Width / pictureWidth, (double)_input.Height / pictureHeight);
            (shownWidth, shownHeight) = ((int)Math.Round(pictureWidth * scale), (int)Math.Round(pictureHeight * scale));
        }

        int barX = (_input.Width - shownWidth) / 2, barY = (_input.Height - shownHeight) / 2;
        return new GoldenObject(label, score, Across(centerX - width / 2), Down(centerY - height / 2), Across(centerX + width / 2), Down(centerY + height / 2));

        double Across(double x) => Math.Clamp((x - barX) * pictureWidth / shownWidth, 0, pictureWidth);
        double Down(double y) => Math.Clamp((y - barY) * pictureHeight / shownHeight, 0, pictureHeight);
    }
}
