using System.CommandLine;
using EdgeVision.ModelStore;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Model;

namespace EdgeVision.Workbench.Tests.Model.Updates;

/// <summary>A store of models as a person uses it.</summary>
public sealed class UpdateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UpdateCommandTests()
    {
        Run("new", "mobilenet-v1", "--alpha", "0.25", "--resolution", "32", "--classes", "2", "-o", _folder.PathTo("door.onnx"));
        Run("keygen", _folder.PathTo("fleet"));
        Run("pack", _folder.PathTo("door.onnx"), "--version", "1.0", "--sequence", "3", "-k", _folder.PathTo("fleet.key"), "-o", _folder.PathTo("door.bundle"));
    }

    public void Dispose() => _folder.Dispose();

    private SlotStore Store => new(_folder.PathTo("models"));

    [Fact]
    public void WhatIsPulled_IsInTheStoreAndOpens()
    {
        Pull("--trust", _folder.PathTo("fleet.pub"));

        Slot slot = Assert.Single(Store.List());
        Assert.Equal(("1.0", 3L), (slot.Manifest!.Version, slot.Manifest.Sequence));
        Assert.Equal(File.ReadAllBytes(_folder.PathTo("door.bundle.sig")), slot.Signature);
        Assert.Equal([_folder.PathTo("models/incoming/lock")], Directory.GetFiles(_folder.PathTo("models/incoming")));
        Run("show", slot.Folder);
        Run("list", "--store", Store.Folder);
        Run("list", "--store", Store.Folder, "--verify", "--json");
    }

    [Fact]
    public void WhatIsRefused_LeavesNothing()
    {
        Assert.Contains("which is not trusted here", Refusal(ExitCode.BadInput, () => Pull()), StringComparison.Ordinal);
        Assert.Contains(
            "was asked for",
            Refusal(ExitCode.BadInput, () => Pull("--trust", _folder.PathTo("fleet.pub"), "--sha256", new string('0', 64))), StringComparison.Ordinal);
        File.Delete(_folder.PathTo("door.bundle.sig"));
        Assert.Contains("it has no signature", Refusal(ExitCode.BadInput, () => Pull("--trust", _folder.PathTo("fleet.pub"))), StringComparison.Ordinal);

        Assert.Empty(Store.List());
        Assert.Equal([_folder.PathTo("models/incoming/lock")], Directory.GetFiles(_folder.PathTo("models/incoming")));
    }

    [Fact]
    public void EachWayToFail_HasItsExitCode()
    {
        string store = _folder.PathTo("models");
        string nobody = $"http://127.0.0.1:{LoopbackPort.FindFree()}/x.bundle";

        Assert.Contains(
            "there is no such file", Refusal(ExitCode.NoInput, () => Run("pull", _folder.PathTo("absent"), "--store", store)), StringComparison.Ordinal);
        Assert.Contains(
            "plain http", Refusal(ExitCode.BadInput, () => Run("pull", nobody, "--allow-unsigned", "--store", store)), StringComparison.Ordinal);
        Assert.Contains("models are fetched by https", Refusal(ExitCode.BadInput, () => Run("pull", "ftp://x/y", "--store", store)), StringComparison.Ordinal);
        File.WriteAllText(_folder.PathTo("file"), "");
        Assert.Contains(
            "it cannot be read or written",
            Refusal(ExitCode.CannotWrite, () => Run("pull", _folder.PathTo("door.bundle"), "--store", _folder.PathTo("file"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mobilenet-v1-0.25-32")]
    [InlineData("mobilenet-v1-0.25-32@1.0")]
    [InlineData(null)]
    public void WhatIsForgotten_IsGone(string? named)
    {
        Pull("--trust", _folder.PathTo("fleet.pub"));

        Run("forget", named ?? Store.List()[0].Sha256, "--store", Store.Folder);

        Assert.Empty(Store.List());
        Assert.Contains(
            "it holds no model 'mobilenet-v1-0.25-32'", Refusal(ExitCode.NoInput, () => Run("forget", "mobilenet-v1-0.25-32", "--store", Store.Folder)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheDaemonUses_IsForgottenByForceOnly()
    {
        Pull("--trust", _folder.PathTo("fleet.pub"));
        new JournalFile(Store.Folder).Write(UpdateJournal.Empty with { Good = ModelRecord.Of(Store.List()[0]) });

        Assert.Contains(
            "--force removes it", Refusal(ExitCode.Usage, () => Run("forget", "mobilenet-v1-0.25-32", "--store", Store.Folder)), StringComparison.Ordinal);
        Assert.Single(Store.List());

        Run("forget", "mobilenet-v1-0.25-32", "--store", Store.Folder, "--force");
        Assert.Empty(Store.List());
    }

    private static void Run(params string[] arguments) =>
        Assert.Equal(0, ModelCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

    private static string Refusal(int exitCode, Action action)
    {
        Failure? failure = Failure.Explain(Assert.ThrowsAny<Exception>(action));
        Assert.NotNull(failure);
        Assert.Equal(exitCode, failure.ExitCode);
        return failure.Message;
    }

    private void Pull(params string[] more) => Run(["pull", _folder.PathTo("door.bundle"), "--store", _folder.PathTo("models"), .. more]);
}
