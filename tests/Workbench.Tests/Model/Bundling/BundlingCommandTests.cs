using System.CommandLine;
using EdgeVision.Bundles;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Model;

namespace EdgeVision.Workbench.Tests.Model.Bundling;

/// <summary>The way from keys and a model to what a board would take, by the commands as a person gives them.</summary>
public sealed class BundlingCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BundlingCommandTests()
    {
        Run("new", "mobilenet-v1", "--alpha", "0.25", "--resolution", "32", "--classes", "2", "-o", _folder.PathTo("door.onnx"));
        Run("keygen", _folder.PathTo("fleet"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsPackedWithAKey_IsTakenByWhoeverTrustsIt()
    {
        Pack("--key", _folder.PathTo("fleet.key"));

        Verify("--trust", _folder.PathTo("fleet.pub"));
    }

    [Fact]
    public void WhatIsPackedForAKey_IsSignedElsewhere()
    {
        Pack("--key", _folder.PathTo("fleet.pub"));
        Assert.EndsWith("sign it with 'edgevision model sign'.", Refusal(() => Verify("--trust", _folder.PathTo("fleet.pub"))), StringComparison.Ordinal);

        Run("sign", _folder.PathTo("door.bundle"), "--key", _folder.PathTo("fleet.key"));

        Verify("--trust", _folder.PathTo("fleet.pub"));
    }

    [Fact]
    public void ABundleHoldsAFolderThatEveryCommandOpens()
    {
        Pack();
        string unpacked = Directory.CreateDirectory(_folder.PathTo("unpacked")).FullName;
        using (FileStream bundle = File.OpenRead(_folder.PathTo("door.bundle")))
            Bundle.Read(bundle, "b", file => File.Create(Path.Combine(unpacked, file.Name)));

        Run("show", unpacked);
    }

    [Fact]
    public void TheSameModelGivesTheSameBundle()
    {
        Pack();
        byte[] first = File.ReadAllBytes(_folder.PathTo("door.bundle"));
        Pack("--force");

        Assert.Equal(first, File.ReadAllBytes(_folder.PathTo("door.bundle")));
    }

    [Fact]
    public void AnOldSignatureDoesNotStayBesideANewBundle()
    {
        Pack("--key", _folder.PathTo("fleet.key"));
        Pack("--force");

        Assert.False(File.Exists(_folder.PathTo("door.bundle.sig")));
    }

    [Fact]
    public void AFlippedBitIsFound()
    {
        Pack("--key", _folder.PathTo("fleet.key"));
        byte[] bundle = File.ReadAllBytes(_folder.PathTo("door.bundle"));
        bundle[bundle.Length / 2] ^= 1;
        File.WriteAllBytes(_folder.PathTo("door.bundle"), bundle);

        Assert.Contains("its signature is not one of the key", Refusal(() => Verify("--trust", _folder.PathTo("fleet.pub"))), StringComparison.Ordinal);
        File.Delete(_folder.PathTo("door.bundle.sig"));
    }

    [Fact]
    public void NamesWhatIsWrong()
    {
        Pack("--key", _folder.PathTo("fleet.key"));
        Run("keygen", _folder.PathTo("other"));

        Assert.Contains("which is not trusted here; no key is.", Refusal(() => Verify()), StringComparison.Ordinal);
        Assert.Contains("which is not trusted here; those that are: ", Refusal(() => Verify("--trust", _folder.PathTo("other.pub"))), StringComparison.Ordinal);
        Assert.Contains(
            "it names the key ", Refusal(() => Run("sign", _folder.PathTo("door.bundle"), "--key", _folder.PathTo("other.key"))), StringComparison.Ordinal);
        Assert.Contains(
            "it holds no private key", Refusal(() => Run("sign", _folder.PathTo("door.bundle"), "--key", _folder.PathTo("other.pub"))),
            StringComparison.Ordinal);
        Assert.Contains("it is no bundle", Refusal(() => Run("verify", _folder.PathTo("door.onnx"), "--allow-unsigned")), StringComparison.Ordinal);
        Assert.Contains("there is no such key", Refusal(() => Verify("--trust", _folder.PathTo("absent.pub"))), StringComparison.Ordinal);
        Assert.Contains("a key that is overwritten is lost", Refusal(() => Run("keygen", _folder.PathTo("fleet"))), StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyItsOwnerReadsAKey() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathTo("fleet.key")));

    [Fact]
    public void AModelThatIsNotTheOneOfItsManifest_IsNotPacked()
    {
        File.AppendAllText(_folder.PathTo("door.onnx"), "more");

        Assert.Contains("SHA-256", Refusal(() => Pack()), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathTo("door.bundle")));
    }

    private static void Run(params string[] arguments) =>
        Assert.Equal(0, ModelCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

    private static string Refusal(Action action)
    {
        Failure? failure = Failure.Explain(Assert.ThrowsAny<Exception>(action));
        Assert.NotNull(failure);
        return failure.Message;
    }

    private void Pack(params string[] more) => Run(
        ["pack", _folder.PathTo("door.onnx"), "--version", "1", "--sequence", "3", "-o", _folder.PathTo("door.bundle"), .. more]);

    private void Verify(params string[] more) => Run(["verify", _folder.PathTo("door.bundle"), .. more]);
}
