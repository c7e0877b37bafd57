using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tests.GoldenSamples;

/// <summary>A segmenter that sees nothing but background.</summary>
internal sealed class BlindTask(ModelManifest model) : IVisionTask
{
    public ModelManifest Model => model;

    public StageTimings LastTimings => default;

    public VisionResult Look(in ImageView image) => new() { Map = new ClassMap(2, 2, new byte[4]) };

    public void Dispose()
    {
    }
}
