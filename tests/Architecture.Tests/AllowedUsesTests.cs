using EdgeVision.Architecture.Tests.Samples;
using EdgeVision.TestKit;

namespace EdgeVision.Architecture.Tests;

/// <summary>The comparison on the three rooms of Samples.</summary>
public sealed class AllowedUsesTests
{
    private static readonly RoomRow s_top = new("", ["Lower", "Middle"]);
    private static readonly RoomRow s_middle = new("Middle", ["Lower"]);
    private static readonly RoomRow s_lower = new("Lower", []);

    private static readonly NamespaceGraph s_graph =
        NamespaceGraph.Of(typeof(Top).Assembly, typeof(Top).Namespace!, Repository.PathTo("tests", "Architecture.Tests", "Samples"));

    [Fact]
    public void RowsThatSayWhatIsSoPass() => Assert.Empty(Offences(s_top, s_middle, s_lower));

    [Fact]
    public void AUseThatNoRowAllowsIsNamedByItsTypes() =>
        Assert.Equal(
            "Middle may not use Lower, but does:\n  Middle.Between`1 → Lower.Ground", Assert.Single(Offences(s_top, s_middle with { MayUse = [] }, s_lower)));

    [Fact]
    public void AConstantIsAUse() =>
        Assert.Equal(
            "(root) may not use Lower, but does:\n  Top.cs → Lower.Ground, by its constant Ground.Depth",
            Assert.Single(Offences(s_top with { MayUse = ["Middle"] }, s_middle, s_lower)));

    [Fact]
    public void ARoomInsideARoomIsARoomOfItsOwn() =>
        Assert.Contains("Lower has types but no row; what it uses now: Lower ► nothing", Offences(s_top, s_middle));

    [Fact]
    public void ALoopCannotBeWrittenDown() =>
        Assert.Contains(
            "Lower names Middle, which has no row below it: a room may use only rooms of rows further down.",
            Offences(s_top, s_middle, s_lower with { MayUse = ["Middle"] }));

    [Fact]
    public void ARowThatAllowsMoreThanIsUsedFails() =>
        Assert.Contains(
            "Lower names Bottom, but uses nothing of it: take it out of the row.",
            Offences(s_top, s_middle, s_lower with { MayUse = ["Bottom"] }, new("Bottom", [])));

    [Fact]
    public void ARowWithoutARoomFails() => Assert.Equal("Cellar has a row but no type.", Assert.Single(Offences(s_top, s_middle, s_lower, new("Cellar", []))));

    [Fact]
    public void ATypeOutsideTheRootIsFound() => Assert.Contains(typeof(AllowedUsesTests).FullName, s_graph.Outsiders);

    private static string[] Offences(params RoomRow[] rows) => [.. AllowedUses.Offences(s_graph, rows)];
}
