namespace EdgeVision.EndToEnd.Tests;

/// <summary><c>eng/publish</c>, which <c>./edgevision</c> calls each time, builds when it has to and at no other time.</summary>
public sealed class PublishScriptTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void BuildsAFreshCheckoutOnce()
    {
        (int, string) first = _checkout.Publish();
        (int, string) second = _checkout.Publish();

        Assert.Equal((0, "edgevision: building (the first time takes about a minute)\n"), first);
        Assert.Equal((0, ""), second);
        Assert.Equal(1, _checkout.Builds);
    }

    [Fact]
    public void BuildsAgainAfterASourceHasChanged()
    {
        _checkout.Publish();

        File.WriteAllText(_checkout.PathTo("src/CommandLine/Program.cs"), "changed");
        _checkout.Publish();
        _checkout.Publish();

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void BuildsAgainAfterASourceHasGone()
    {
        _checkout.Publish();

        File.Delete(_checkout.PathTo("src/CommandLine/Other.cs"));
        _checkout.Publish();
        _checkout.Publish();

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void BuildsAgainWhatWasEditedWhileItBuilt()
    {
        _checkout.Publish(edited: "src/CommandLine/Program.cs");
        _checkout.Publish();
        _checkout.Publish();

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void AReaderOfTheCheckoutRunsWhatAnotherHasBuilt()
    {
        _checkout.Publish();

        Assert.Equal((0, ""), _checkout.PublishAsAReader());
    }

    [Fact]
    public void AReaderOfTheCheckoutIsToldWhoCanBuild()
    {
        (int exitCode, string errors) = _checkout.PublishAsAReader();

        Assert.Equal(77, exitCode);
        Assert.StartsWith("edgevision: this checkout is not built yet, and ", errors, StringComparison.Ordinal);
        Assert.Contains($"As {Environment.UserName} run \"{_checkout.PathTo("eng/publish")}\"", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AReaderOfTheCheckoutIsToldThatItHasChanged()
    {
        _checkout.Publish();
        File.WriteAllText(_checkout.PathTo("src/CommandLine/Program.cs"), "changed");

        (int exitCode, string errors) = _checkout.PublishAsAReader();

        Assert.Equal(77, exitCode);
        Assert.StartsWith("edgevision: this checkout has changed since it was built, and ", errors, StringComparison.Ordinal);
        Assert.Equal(1, _checkout.Builds);
    }
}
