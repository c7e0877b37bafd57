using EdgeVision.Inference.Segmentation;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Png;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Class maps as PNG files in the colours of Pascal VOC. Allocates nothing once a map of its size was seen. One thread.</summary>
internal sealed class MaskPicture : IDisposable
{
    private readonly PngPalette _palette = new(VocPalette.Colors);
    private readonly PngEncoder _encoder = new();

    /// <summary>The file's bytes; valid until the next call.</summary>
    /// <exception cref="CodecException">libpng is not installed, or cannot write the map.</exception>
    public ReadOnlySpan<byte> Encode(ClassMap map) => _encoder.EncodeIndexes(map.Pixels, map.Width, map.Height, _palette);

    public void Dispose() => _encoder.Dispose();
}
