using EdgeVision.Inference.Segmentation;

namespace EdgeVision.Inference.Tests.Segmentation;

public sealed class ClassMapTests
{
    [Fact]
    public void AreasAreLargestFirstAndOfEqualsTheEarlierLabel()
    {
        var map = new ClassMap(3, 4, [7, 7, 0, 2, 2, 255, 255, 255, 0, 0, 0, 0]);

        Assert.Equal([new ClassArea(254, 3, 0.25f), new ClassArea(1, 2, 2f / 12f), new ClassArea(6, 2, 2f / 12f)], map.Areas.ToArray());
    }

    [Fact]
    public void AMapOfNothingHasNoAreas() => Assert.True(new ClassMap(2, 2, new byte[4]).Areas.IsEmpty);

    [Theory, InlineData(5), InlineData(7)]
    public void Rejects_PixelsThatAreNotWidthTimesHeight(int pixels) => Assert.Throws<ArgumentException>(() => new ClassMap(2, 3, new byte[pixels]));
}
