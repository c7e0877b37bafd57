namespace EdgeVision.ModelStore.Tests;

public sealed class StoreFolderTests
{
    [Theory]
    [InlineData("/var/lib/edgevision", null, null, "/var/lib/edgevision/models")]
    [InlineData("/var/lib/a:/var/lib/b", "/x", "/home/u", "/var/lib/a/models")]
    [InlineData(null, "/x", "/home/u", "/x/edgevision/models")]
    [InlineData("", "relative", "/home/u", "/home/u/.local/state/edgevision/models")]
    [InlineData(null, null, "", null)]
    [InlineData(null, null, null, null)]
    public void IsTheServicesElseTheUsersElseNone(string? state, string? xdg, string? home, string? expected) =>
        Assert.Equal(expected, StoreFolder.Find(name => name switch
        {
            "STATE_DIRECTORY" => state,
            "XDG_STATE_HOME" => xdg,
            "HOME" => home,
            _ => null,
        }));
}
