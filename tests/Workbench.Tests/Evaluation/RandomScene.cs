using EdgeVision.Inference.Detection;
using EdgeVision.Workbench.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>A picture that is crowded on purpose: boxes of all sizes that overlap, crowds, few different scores.</summary>
/// <param name="Found">Of labels 0 to 2.</param>
/// <param name="GroundTruth">Of labels 0 to 2.</param>
internal sealed record RandomScene(DetectedObject[] Found, GroundTruthBox[] GroundTruth)
{
    public static RandomScene Make(Random random)
    {
        GroundTruthBox[] truth = [.. Enumerable.Range(0, random.Next(12)).Select(_ => Mark(random, Box(random)))];
        int count = random.Next(8) == 0 ? 350 : random.Next(25);
        DetectedObject[] found = [.. Enumerable.Range(0, count).Select(_ => new DetectedObject(random.Next(3), random.Next(1, 21) / 20f, Near(random, truth)))];
        return new RandomScene(found, truth);
    }

    private static GroundTruthBox Mark(Random random, BoundingBox box) =>
        new(random.Next(3), box, random.Next(6) == 0, random.Next(2) == 0 ? null : MathF.Round(box.Area * random.NextSingle()));

    private static BoundingBox Near(Random random, GroundTruthBox[] truth)
    {
        if (truth.Length == 0 || random.Next(3) == 0)
            return Box(random);

        BoundingBox box = truth[random.Next(truth.Length)].Box;
        return new BoundingBox(box.Left + random.Next(-2, 3), box.Top + random.Next(-2, 3), box.Right + random.Next(-2, 3), box.Bottom + random.Next(-2, 3));
    }

    private static BoundingBox Box(Random random)
    {
        int left = random.Next(30), top = random.Next(30), scale = 1 << random.Next(4);
        return new BoundingBox(left, top, left + (scale * random.Next(5, 25)), top + (scale * random.Next(5, 25)));
    }
}
