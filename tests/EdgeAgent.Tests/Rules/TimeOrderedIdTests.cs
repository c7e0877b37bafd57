using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Tests.Rules;

public sealed class TimeOrderedIdTests
{
    [Fact]
    public void IsVersion7_OrderedByTimeAndUnlikeAnyOther()
    {
        DateTimeOffset start = new(2026, 11, 28, 1, 2, 3, TimeSpan.Zero);

        Guid[] ids = [.. Enumerable.Range(0, 1000).Select(i => TimeOrderedId.At(start.AddMilliseconds(i)))];
        Guid[] ofOneMoment = [.. Enumerable.Range(0, 1000).Select(_ => TimeOrderedId.At(start))];

        Assert.All(ids, static id => Assert.Equal((7, 8), (id.Version, id.Variant & 0xC)));
        Assert.Equal(ids, ids.OrderBy(static id => id.ToString(), StringComparer.Ordinal));
        Assert.Equal(1000, ofOneMoment.Distinct().Count());
        Assert.StartsWith(Guid.CreateVersion7(start).ToString()[..13], ids[0].ToString(), StringComparison.Ordinal);
    }
}
