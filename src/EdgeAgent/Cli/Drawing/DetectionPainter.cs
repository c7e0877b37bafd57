using System.Globalization;
using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Cli.Drawing;

/// <summary>Draws boxes with their labels and scores, weakest first, so that the surest one lies on top.</summary>
internal sealed class DetectionPainter(IReadOnlyList<string> labels)
{
    private readonly PixelFont _font = PixelFont.Load();

    /// <summary>Paints <paramref name="detections"/> (in the canvas's pixels, best score first) onto <paramref name="canvas"/>.</summary>
    public void Paint(Canvas canvas, ReadOnlySpan<Detection> detections)
    {
        int scale = Math.Max(1, Math.Min(canvas.Width, canvas.Height) / 600);
        int thickness = 2 * scale;
        for (int i = detections.Length - 1; i >= 0; i--)
        {
            Detection detection = detections[i];
            Color color = Color.ForLabel(detection.LabelIndex);
            int left = (int)MathF.Round(detection.Box.Left), top = (int)MathF.Round(detection.Box.Top);
            canvas.Outline(left, top, (int)MathF.Round(detection.Box.Right), (int)MathF.Round(detection.Box.Bottom), thickness, color);

            string caption = string.Create(CultureInfo.InvariantCulture, $"{labels[detection.LabelIndex]} {detection.Score:0.00}");
            int captionHeight = PixelFont.GlyphHeight * scale, captionWidth = (caption.Length * PixelFont.GlyphWidth + 4) * scale;
            int captionTop = top >= captionHeight ? top - captionHeight : top;
            int captionLeft = Math.Clamp(left, 0, Math.Max(0, canvas.Width - captionWidth));
            canvas.Fill(captionLeft, captionTop, captionLeft + captionWidth, captionTop + captionHeight, color);
            canvas.Write(caption, _font, captionLeft + 2 * scale, captionTop, scale, color.Readable);
        }
    }
}
