using System.CommandLine;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Model;

namespace EdgeVision.Workbench.Tests.Model;

public sealed class ModelNewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("deeplabv3-mobilenet-v2", "50000", "1", "deeplabv3-mobilenet-v2 cannot have 50000 classes; there must be 2 to 256.")]
    [InlineData("ssdlite-mobilenet-v2", "50000", "1", "ssdlite-mobilenet-v2 cannot have 50000 classes; there must be 1 to 10000.")]
    [InlineData("ssdlite-mobilenet-v2", "10000", "2", "parameters; at most 268435456 can be written: lower alpha or the number of classes.")]
    public void Refuses_ANetworkTooLargeToBeBuilt(string family, string classes, string alpha, string reason)
    {
        UsageException error = Assert.Throws<UsageException>(() => Run(family, "--classes", classes, "--alpha", alpha, "-o", _folder.PathTo("net.onnx")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void OnlyAFileThatIsThereIsSaidToBeOverwritable()
    {
        File.WriteAllText(_folder.PathTo("there.onnx"), "mine");
        Directory.CreateDirectory(_folder.PathTo("folder.onnx"));

        Assert.Equal($"{_folder.PathTo("there.onnx")}: there is such a file already; --force overwrites.", Refusal("there.onnx"));
        Assert.Equal($"{_folder.PathTo("folder.onnx")}: it is a folder; name a file.", Refusal("folder.onnx"));
        Assert.Equal($"{_folder.PathTo("absent")}: there is no such folder; make it first.", Refusal("absent/net.onnx"));
    }

    private static void Run(params string[] arguments) =>
        ModelNewCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private string Refusal(string file) =>
        Failure.Explain(Assert.ThrowsAny<IOException>(() =>
            Run("mobilenet-v1", "--alpha", "0.25", "--resolution", "32", "--classes", "2", "-o", _folder.PathTo(file))))!.Message;
}
