using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.Workbench.Tests.Evaluation.GroundTruth;

public sealed class VocColorsTests
{
    /// <summary>As the development kit's documentation shows them.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 128, 0, 0)]
    [InlineData(2, 0, 128, 0)]
    [InlineData(3, 128, 128, 0)]
    [InlineData(7, 128, 128, 128)]
    [InlineData(8, 64, 0, 0)]
    [InlineData(15, 192, 128, 128)]
    [InlineData(20, 0, 64, 128)]
    [InlineData(255, 224, 224, 192)]
    public void AreThoseOfThePascalVocMasks(byte classIndex, byte red, byte green, byte blue)
    {
        Assert.True(VocColors.TryGetClass(red, green, blue, out byte found));
        Assert.Equal(classIndex, found);
    }

    [Fact]
    public void OtherColorsAreNoClass() => Assert.False(VocColors.TryGetClass(1, 2, 3, out _));
}
