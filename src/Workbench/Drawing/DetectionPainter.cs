using System.Globalization;
using EdgeVision.Inference.Detection;

namespace EdgeVision.Workbench.Drawing;

/// <summary>Draws boxes with their labels and scores, weakest first, so that the surest one lies on top.</summary>
internal sealed class DetectionPainter(IReadOnlyList<string> labels)
{
    private readonly CaptionPainter _captions = new();

    /// <summary>Paints <paramref name="detections"/> (in the canvas's pixels, best score first) onto <paramref name="canvas"/>.</summary>
    public void Paint(Canvas canvas, ReadOnlySpan<Detection> detections)
    {
        int thickness = 2 * CaptionPainter.ScaleFor(canvas);
        for (int i = detections.Length - 1; i >= 0; i--)
        {
            Detection detection = detections[i];
            int left = (int)MathF.Round(detection.Box.Left), top = (int)MathF.Round(detection.Box.Top);
            canvas.Outline(
                left, top, (int)MathF.Round(detection.Box.Right), (int)MathF.Round(detection.Box.Bottom), thickness, Color.ForLabel(detection.LabelIndex));
            _captions.PaintAbove(
                canvas, left, top, detection.LabelIndex, string.Create(CultureInfo.InvariantCulture, $"{labels[detection.LabelIndex]} {detection.Score:0.00}"));
        }
    }
}
