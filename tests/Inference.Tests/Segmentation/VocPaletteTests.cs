using EdgeVision.Inference.Segmentation;

namespace EdgeVision.Inference.Tests.Segmentation;

public sealed class VocPaletteTests
{
    /// <summary>From the table that the data set's own page prints.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 128, 0, 0)]
    [InlineData(2, 0, 128, 0)]
    [InlineData(3, 128, 128, 0)]
    [InlineData(8, 64, 0, 0)]
    [InlineData(12, 64, 0, 128)]
    [InlineData(15, 192, 128, 128)]
    [InlineData(20, 0, 64, 128)]
    [InlineData(255, 224, 224, 192)]
    public void ClassesHaveTheColoursOfPascalVoc(int value, byte red, byte green, byte blue) =>
        Assert.Equal([red, green, blue], VocPalette.Colors.Slice(3 * value, 3).ToArray());

    [Fact]
    public void NoTwoClassesShareAColour() =>
        Assert.Equal(256, VocPalette.Colors.ToArray().Chunk(3).Select(static color => (color[0], color[1], color[2])).Distinct().Count());
}
