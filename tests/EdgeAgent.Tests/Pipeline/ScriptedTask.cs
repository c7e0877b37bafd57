using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A task that sees what the test tells it: by default a person in every image.</summary>
internal sealed class ScriptedTask : IVisionTask
{
    private static readonly Detection[] s_person = [new(0, 0.9f, new BoundingBox(2, 2, 10, 14))];

    /// <summary>Called with the first byte of each image.</summary>
    public Func<byte, Detection[]> See { get; set; } = static _ => s_person;

    /// <summary>What every image shows as a whole.</summary>
    public ClassScore[] Classes { get; set; } = [];

    /// <summary>What every image's pixels show.</summary>
    public ClassMap? Map { get; set; }

    public ModelManifest Model { get; init; } = new() { Name = "scripted", Sha256 = new string('a', 64), Labels = ["person", "dog"] };

    public StageTimings LastTimings { get; private set; }

    public bool IsDisposed { get; private set; }

    public VisionResult Look(in ImageView image)
    {
        LastTimings = new StageTimings(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3));
        return new VisionResult { Objects = See(image.Bytes[0]), Classes = Classes, Map = Map };
    }

    public void Dispose() => IsDisposed = true;
}
