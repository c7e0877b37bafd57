using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;
using EdgeVision.Workbench.Bench.Daemon;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

public sealed class StandInTaskTests
{
    private static readonly ModelManifest s_model = new() { Name = "stand-in", Sha256 = new string('a', 64), Labels = ["person", "dog"] };

    [Fact]
    public void SeesFiveObjectsThatATrackerCanFollow()
    {
        using StandInTask task = new(s_model, preprocessor: null);
        byte[] grey = new byte[64 * 48];
        Detection[] before = See(task, grey);
        for (int frame = 0; frame < 200; frame++)
        {
            Detection[] now = See(task, grey);

            Assert.Equal(5, now.Length);
            Assert.All(now, static seen => Assert.True(seen.Box is { Left: >= 0, Top: >= 0, Right: <= 64, Bottom: <= 48 }));
            Assert.All(now.Zip(before), static pair => Assert.InRange(pair.First.Box.IntersectionOverUnion(pair.Second.Box), 0.9f, 0.999f));
            before = now;
        }
    }

    private static Detection[] See(StandInTask task, byte[] grey) =>
        task.Look(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 64, 48), grey)).Objects.ToArray();
}
