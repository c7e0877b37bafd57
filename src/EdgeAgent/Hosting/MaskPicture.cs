using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Hosting;

internal sealed class MaskPicture
{
    private readonly byte[] _png = [.. "PNG"u8];

    public ReadOnlySpan<byte> Encode(ClassMap map) => _png;
}
