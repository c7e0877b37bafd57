using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Detection;
using FsCheck.Xunit;

namespace EdgeVision.EdgeAgent.Tests.Rules;

public sealed class ZoneTests
{
    private static readonly Zone s_wholePicture = new([new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);

    [Fact]
    public void Rejects_ZoneWithTwoCorners()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Zone([new(0, 0), new(1, 1)]));

        Assert.Contains("at least 3 corners, not 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(0.5f, 1)]
    public void TheWholePicture_IncludesItsEdges(float x, float y) => Assert.True(s_wholePicture.Contains(x, y));

    [Fact]
    public void LooksAtTheMiddleOfTheLowerEdge()
    {
        Zone lowerHalf = new([new(0, 0.5f), new(1, 0.5f), new(1, 1), new(0, 1)]);

        Assert.True(lowerHalf.Contains(new BoundingBox(10, 0, 20, 60), 100, 100));
        Assert.False(lowerHalf.Contains(new BoundingBox(10, 0, 20, 40), 100, 100));
    }

    [Fact]
    public void LeavesOutTheNotchOfAConcaveZone()
    {
        Zone notched = new([new(0, 0), new(1, 0), new(1, 1), new(0.5f, 0.2f), new(0, 1)]);

        Assert.True(notched.Contains(0.1f, 0.5f));
        Assert.False(notched.Contains(0.5f, 0.5f));
    }

    [Fact]
    public void AreaIsNothing_OnALine()
    {
        Assert.False(Zone.HasArea([new(0, 0), new(0.5f, 0.5f), new(1, 1)]));
        Assert.True(Zone.HasArea([new(0, 0), new(0, 1), new(1, 1)]));
    }

    [Property(MaxTest = 200, Replay = "4711,815")]
    public void AgreesWithHalfPlanes_OnConvexZones(int seed)
    {
        var random = new Random(seed);
        float radius = 0.1f + (0.4f * random.NextSingle());
        ZoneCorner[] corners = [.. Enumerable.Range(0, random.Next(3, 12)).Select(_ => random.NextDouble() * Math.Tau).Order()
            .Select(angle => new ZoneCorner(0.5f + (radius * (float)Math.Cos(angle)), 0.5f + (radius * (float)Math.Sin(angle))))];
        Zone zone = new(corners);

        for (int i = 0; i < 100; i++)
        {
            (float x, float y) = (random.NextSingle(), random.NextSingle());
            double nearestEdge = corners.Select((a, n) => Side(a, corners[(n + 1) % corners.Length], x, y)).Min();
            if (Math.Abs(nearestEdge) > 1e-5)
                Assert.Equal(nearestEdge > 0, zone.Contains(x, y));
        }
    }

    private static double Side(ZoneCorner a, ZoneCorner b, double x, double y) => (((double)b.X - a.X) * (y - a.Y)) - (((double)b.Y - a.Y) * (x - a.X));
}
