using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Workbench.Drawing;
using EdgeVision.Workbench.Evaluation;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>A segmenter against masks, at the masks' resolution: each pixel of a mask is compared with the pixel of the class map that lies there.</summary>
internal sealed class SegmenterEvaluation : ITaskEvaluation
{
    private const string Background = "background";

    private readonly ImageSegmenter _segmenter;
    private readonly MaskFolder _truth;
    private readonly MaskReader _masks;
    private readonly SegmentationEvaluation _evaluation;
    private byte[] _predicted = [];

    private SegmenterEvaluation(ImageSegmenter segmenter, MaskFolder truth)
    {
        int classes = segmenter.Model.Labels.Length + 1;
        _segmenter = segmenter;
        _truth = truth;
        _masks = new MaskReader(classes);
        _evaluation = new SegmentationEvaluation(classes);
    }

    public ModelManifest Model => _segmenter.Model;

    public IReadOnlyList<string> Pictures => _truth.Pictures;

    public string? Remark => null;

    public static SegmenterEvaluation Open(ModelPackage package, EngineOptions engine, LabelledFolder labelled)
    {
        MaskFolder masks = MaskFolder.List(labelled);
        if (package.Manifest.Labels.Length >= SegmentationEvaluation.Void)
            throw new ModelFormatException(package.ModelPath, null,
                $"the manifest has {package.Manifest.Labels.Length} labels, but masks tell at most {SegmentationEvaluation.Void - 1} apart");

        ImageSegmenter segmenter = ImageSegmenter.Open(InferenceSessions.Load(package, engine));
        try
        {
            return new SegmenterEvaluation(segmenter, masks);
        }
        catch
        {
            segmenter.Dispose();
            throw;
        }
    }

    public StageTimings Evaluate(int picture, string path, PictureReader reader)
    {
        reader.Read(path, 0, 0);
        ReadOnlySpan<byte> truth = _masks.Read(_truth.Masks[picture]);
        if ((_masks.Width, _masks.Height) != (reader.Width, reader.Height))
            throw new PictureException(path, $"it has {reader.Width}×{reader.Height} pixels, but its mask {_masks.Width}×{_masks.Height}.");

        ClassMap map = _segmenter.Segment(reader.Image);
        if (_predicted.Length < truth.Length)
            _predicted = new byte[truth.Length];
        Span<byte> predicted = _predicted.AsSpan(0, truth.Length);
        NearestPixels.Scale(map.Pixels, map.Width, map.Height, predicted, _masks.Width, _masks.Height);
        _evaluation.Add(predicted, truth);
        return _segmenter.LastTimings;
    }

    public EvalFigures Compute()
    {
        SegmentationAccuracy accuracy = _evaluation.Compute();
        bool hasPixels = accuracy.Pixels > 0;
        return new EvalFigures(
            [
                new("mIoU", "miou", hasPixels ? accuracy.MeanIntersectionOverUnion : null),
                new("pixel accuracy", "pixelAccuracy", hasPixels ? accuracy.PixelAccuracy : null),
                EvalFigure.Count("pixels", "pixels", accuracy.Pixels),
                EvalFigure.Count("classes", "classes", accuracy.Classes.Length),
            ],
            [
                .. accuracy.Classes.Select(one => new EvalClass(
                    one.ClassIndex == 0 ? Background : Model.Labels[one.ClassIndex - 1],
                    [new("IoU", "iou", one.IntersectionOverUnion), EvalFigure.Count("pixels", "pixels", one.GroundTruthPixels)])),
            ],
            hasPixels ? null : "all pixels of these masks are void");
    }

    public void Dispose()
    {
        _segmenter.Dispose();
        _masks.Dispose();
    }
}
