namespace EdgeVision.EndToEnd.Tests;

/// <summary>What <c>./test</c>, <c>eng/arm64/emulator</c> and <c>eng/package</c> say, and how they end.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void TestEndsWithItsCounts()
    {
        (int exitCode, string output, _) = _checkout.Test("Total tests: 5\n     Passed: 4\n    Skipped: 1\n");

        Assert.Equal(0, exitCode);
        Assert.Equal("4 passed, 0 failed, 1 skipped", LastLine(output));
    }

    [Fact]
    public void Refuses_AFilterThatNoTestMatches()
    {
        (int exitCode, string output, string errors) = _checkout.Test("No test matches the given testcase filter `NoSuchThing`\n", "--filter", "NoSuchThing");

        Assert.Equal(64, exitCode);
        Assert.Equal("0 passed, 0 failed, 0 skipped", LastLine(output));
        Assert.Contains("no test matches --filter NoSuchThing", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TestOfArm64EndsWithTheCountsOfBothProcessors()
    {
        (int exitCode, string output, _) = _checkout.TestArm64("echo '  3 passed, 0 failed, 1 skipped'");

        Assert.Equal((0, "6 passed, 0 failed, 2 skipped"), (exitCode, LastLine(output)));
    }

    [Fact]
    public void EmulatedRunThatCrashesIsAFailure()
    {
        (int exitCode, string output, _) = _checkout.TestArm64("echo '  3 passed, 0 failed, 1 skipped'; exit 139");

        Assert.Equal((1, "6 passed, 2 failed, 2 skipped"), (exitCode, LastLine(output)));
        Assert.Contains("Failed: the run as cortex-a72 ended with 139", output, StringComparison.Ordinal);
    }

    [Fact]
    public void PackageSaysWhatItNeeds()
    {
        File.WriteAllText(_checkout.PathTo("Directory.Build.props"), "<Version>1.0</Version>");

        (int exitCode, _, string errors) = _checkout.Package("bash", "dirname", "sed");

        Assert.Equal((69, "edgevision package: dpkg-deb is missing: build on Debian or Ubuntu, or install your system's package dpkg.\n"), (exitCode, errors));
    }

    private static string LastLine(string output) => output.TrimEnd('\n').Split('\n')[^1];
}
