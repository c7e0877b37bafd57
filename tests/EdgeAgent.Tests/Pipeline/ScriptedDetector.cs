using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A detector that sees what the test tells it: by default a person in every image.</summary>
internal sealed class ScriptedDetector : IObjectDetector
{
    private static readonly Detection[] s_person = [new(0, 0.9f, new BoundingBox(2, 2, 10, 14))];

    /// <summary>Called with the first byte of each image.</summary>
    public Func<byte, Detection[]> See { get; set; } = static _ => s_person;

    public ModelManifest Model { get; } = new() { Name = "scripted", Sha256 = new string('a', 64), Labels = ["person", "dog"] };

    public StageTimings LastTimings { get; private set; }

    public bool IsDisposed { get; private set; }

    public ReadOnlySpan<Detection> Detect(in ImageView image)
    {
        LastTimings = new StageTimings(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3));
        return See(image.Bytes[0]);
    }

    public void Dispose() => IsDisposed = true;
}
