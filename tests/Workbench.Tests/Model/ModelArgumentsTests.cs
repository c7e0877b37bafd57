using System.CommandLine;
using EdgeVision.Workbench.Model;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Model;

public sealed class ModelArgumentsTests
{
    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(static family => family.Name)];

    [Theory, MemberData(nameof(Names))]
    public void HelpNamesEveryNetworkAndFindsIt(string name)
    {
        Argument<NetworkFamily> argument = ModelArguments.Family();

        Assert.Contains(name, argument.Description, StringComparison.Ordinal);
        Assert.Equal(name, new RootCommand { argument }.Parse([name]).GetRequiredValue(argument).Name);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("50001")]
    [InlineData("many")]
    public void Refuses_ClassesOutOfRange(string classes) =>
        AssertRefused(new RootCommand { ModelArguments.Classes() }, $"--classes {classes}: not a number in 1 to 50000.", "--classes", classes);

    [Fact]
    public void SuggestsTheNearestName() =>
        AssertRefused(new RootCommand { ModelArguments.Family() }, "did you mean \"mobilenet-v3-small\"?", "mobilenet-v3-smal");

    [Theory]
    [InlineData("0.1")]
    [InlineData("2.1")]
    [InlineData("-1")]
    [InlineData("wide")]
    public void Refuses_AlphaOutOfRange(string alpha) =>
        AssertRefused(new RootCommand { ModelArguments.Alpha() }, $"--alpha {alpha}: not a number above 0.1 and at most 2.", "--alpha", alpha);

    [Theory]
    [InlineData("31")]
    [InlineData("1025")]
    [InlineData("224.5")]
    public void Refuses_AResolutionOutOfRange(string pixels) =>
        AssertRefused(new RootCommand { ModelArguments.Resolution() }, $"--resolution {pixels}: not a number in 32 to 1024.", "--resolution", pixels);

    [Fact]
    public void Refuses_ALayoutThereIsNot() => AssertRefused(new RootCommand { ModelArguments.Layout() }, "say tensorflow or torchvision", "--layout", "caffe");

    [Theory]
    [InlineData("tensorflow", NetworkLayout.TensorFlow)]
    [InlineData("torchvision", NetworkLayout.Torchvision)]
    public void ReadsLayouts(string name, NetworkLayout expected)
    {
        Option<NetworkLayout?> option = ModelArguments.Layout();

        Assert.Equal(expected, new RootCommand { option }.Parse(["--layout", name]).GetValue(option));
    }

    private static void AssertRefused(RootCommand command, string reason, params string[] arguments) =>
        Assert.Contains(command.Parse(arguments).Errors, error => error.Message.Contains(reason, StringComparison.Ordinal));
}
