using EdgeVision.Workbench.Fit;

namespace EdgeVision.Workbench.Tests.Fit;

public sealed class FamilyMeasurementTests
{
    private static readonly PublishedAccuracy[] s_members = [new("mobilenet-v3-small", 0.25, 32, 10, "nobody"), new("mobilenet-v1", 0.25, 64, 20, "nobody")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void EveryMemberRunsAsOftenAsAsked(int runs)
    {
        IReadOnlyList<MeasuredMember> measured = new FamilyMeasurement(s_members, threads: 1, runs, CancellationToken.None).Run();

        Assert.Equal(s_members, measured.Select(static member => member.Published));
        Assert.All(measured, member =>
        {
            Assert.Equal(runs, member.Times.Sorted.Count);
            Assert.True(member.MultiplyAdds > 0 && member.Parameters > 0 && member.Bytes > member.ArenaBytes && member.ArenaBytes > 0);
        });
    }

    [Fact]
    public void StopsWhenTold() =>
        Assert.Throws<OperationCanceledException>(() => new FamilyMeasurement(s_members, threads: 1, runs: 5, new CancellationToken(canceled: true)).Run());
}
