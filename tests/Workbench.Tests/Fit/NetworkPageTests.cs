using EdgeVision.TestKit;
using EdgeVision.Workbench.Fit;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Fit;

/// <summary>docs/networks.md says what the program says.</summary>
public sealed class NetworkPageTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathTo("docs", "networks.md"));

    public static TheoryData<int> Members => [.. Enumerable.Range(0, PublishedAccuracies.All.Length)];

    [Theory, MemberData(nameof(Members))]
    public void EveryPublishedFigureIsOnThePageWithTheCostsCountedHere(int index)
    {
        PublishedAccuracy member = PublishedAccuracies.All[index];
        NetworkLayers layers = NetworkLayers.Of(member.Design);

        Assert.Contains(FormattableString.Invariant($" {layers.Parameters / 1e6:0.00} M |"), s_page, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"| {member.Percent:0.##} / {layers.MultiplyAdds / 1e6:0} |"), s_page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryNetworkIsOnThePage() => Assert.All(NetworkCatalog.All,
        static family => Assert.Contains($"| {family.Name} |", s_page.Replace("`", "", StringComparison.Ordinal), StringComparison.Ordinal));
}
