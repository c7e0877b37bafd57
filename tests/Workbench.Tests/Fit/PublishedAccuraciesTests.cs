using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Fit;

namespace EdgeVision.Workbench.Tests.Fit;

/// <summary>What must hold of any table of measured accuracies: more channels and more pixels were never worse.</summary>
public sealed class PublishedAccuraciesTests
{
    [Fact]
    public void EveryFigureNamesItsSourceAndANetworkThatCanBeBuilt()
    {
        Assert.All(PublishedAccuracies.All, static member =>
        {
            member.Design.Validate();
            Assert.InRange(member.Percent, 10, 80);
            Assert.NotEmpty(member.Source);
        });
        Assert.Equal(PublishedAccuracies.All.Length, PublishedAccuracies.All.DistinctBy(static member => member.Design.Name).Count());
    }

    [Theory]
    [InlineData(ModelTask.Classification)]
    [InlineData(ModelTask.Detection)]
    [InlineData(ModelTask.Segmentation)]
    public void MoreChannelsOrPixelsAreNotLessAccurate(ModelTask task)
    {
        PublishedAccuracy[] members = [.. PublishedAccuracies.All.Where(member => member.Design.Family.Task == task)];

        Assert.NotEmpty(members);
        foreach (PublishedAccuracy small in members)
        {
            foreach (PublishedAccuracy large in members.Where(
                other => other.Family == small.Family && other.Alpha >= small.Alpha && other.Resolution >= small.Resolution))
                Assert.True(large.Percent >= small.Percent, $"{large.Design.Name} {large.Percent} < {small.Design.Name} {small.Percent}");
        }
    }

    [Fact]
    public void ThePapersAlphasAndResolutionsAreAllThere()
    {
        Assert.Equal(16, PublishedAccuracies.All.Count(static member => member.Family == "mobilenet-v1"));
        Assert.Equal(22, PublishedAccuracies.All.Count(static member => member.Family == "mobilenet-v2"));
        Assert.Equal(4, PublishedAccuracies.All.Count(static member => member.Family.StartsWith("mobilenet-v3", StringComparison.Ordinal)));
    }
}
