using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tests.Models.Schema;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>Files and their bytes.</summary>
public sealed class NetworkFileTests : IDisposable
{
    private static readonly NetworkDesign s_small = new(NetworkCatalog.Find("mobilenet-v3-small")!) { Alpha = 0.25, Resolution = 64, Classes = 5 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSameSeedGivesTheSameFileAndAnotherAnotherOne()
    {
        byte[][] files = [.. new[] { 1, 1, 2 }.Select((seed, index) =>
        {
            string path = _folder.PathTo($"{index}.onnx");
            NetworkFile.Write(s_small, seed, path, overwrite: false);
            return File.ReadAllBytes(path);
        })];

        Assert.Equal(files[0], files[1]);
        Assert.NotEqual(files[0], files[2]);
    }

    [Fact]
    public void GooglesProtobufReadsWhatWasWritten()
    {
        string path = _folder.PathTo("net.onnx");
        NetworkFile.Write(s_small, seed: 1, path, overwrite: false);

        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));

        Assert.Equal((7, 14), (model.IrVersion, model.OpsetImport.Single().Version));
        Assert.Equal(s_small.Name, model.Graph.Name);
        Assert.Equal([1, 3, 64, 64], model.Graph.Input.Single().Type.TensorType.Shape.Dim.Select(static size => size.DimValue));
        Assert.Equal([1, 5], model.Graph.Output.Single().Type.TensorType.Shape.Dim.Select(static size => size.DimValue));
        TensorProto weights = model.Graph.Initializer.Single(static tensor => tensor.Name == "features.0.weight");
        Assert.Equal([8, 3, 3, 3], weights.Dims);
        Assert.Equal(8 * 27 * 4, weights.RawData.Length);
        NodeProto stem = model.Graph.Node[0];
        Assert.Equal(("Conv", "features.0.linear"), (stem.OpType, stem.Name));
        Assert.Equal([0, 0, 1, 1], stem.Attribute.Single(static attribute => attribute.Name == "pads").Ints);
        Assert.Equal(model.Graph.Node.Count, model.Graph.Node.Select(static node => node.Name).Distinct().Count());
    }

    [Fact]
    public void Refuses_ToOverwriteUnlessTold()
    {
        string path = _folder.PathTo("net.onnx");
        File.WriteAllText(path, "mine");

        FileExistsException error = Assert.Throws<FileExistsException>(() => NetworkFile.Write(s_small, seed: 1, path, overwrite: false));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));

        NetworkFile.Write(s_small, seed: 1, path, overwrite: true);
        Assert.NotEqual("mine", File.ReadAllText(path));
        Assert.Equal(["net.manifest.json", "net.onnx"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("net.onnx")]
    [InlineData("net.manifest.json")]
    public void APairThatCannotGetItsNamesLeavesNothingOfItBehind(string folder)
    {
        Directory.CreateDirectory(_folder.PathTo(folder));

        IOException error = Assert.Throws<IOException>(() => NetworkFile.Write(s_small, seed: 1, _folder.PathTo("net.onnx"), overwrite: true));

        Assert.Equal($"{_folder.PathTo(folder)}: it is a folder; name a file.", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void AManifestThatCannotBeWrittenLeavesTheOldModel()
    {
        string path = _folder.PathTo("net.onnx");
        File.WriteAllText(path, "mine");
        Directory.CreateDirectory(_folder.PathTo("net.manifest.json"));

        Assert.Throws<IOException>(() => NetworkFile.Write(s_small, seed: 1, path, overwrite: true));

        Assert.Equal("mine", File.ReadAllText(path));
    }

    // 255 bytes are the longest name of a file on Linux: that of the temporary file must not be longer than its own.
    [Fact]
    public void NamesMayBeAsLongAsTheFileSystemTakes()
    {
        string stem = new('a', 255 - ".manifest.json".Length), path = _folder.PathTo($"{stem}.onnx");

        NetworkFile.Write(s_small, seed: 1, path, overwrite: false);
        IOException error = Assert.Throws<IOException>(() => NetworkFile.Write(s_small, seed: 1, _folder.PathTo($"{stem}a.onnx"), overwrite: false));

        Assert.Contains("the name is longer than 255 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal([$"{stem}.manifest.json", $"{stem}.onnx"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void NamesTheFolderThatIsNotThere()
    {
        DirectoryNotFoundException error = Assert.Throws<DirectoryNotFoundException>(
            () => NetworkFile.Write(s_small, seed: 1, _folder.PathTo("absent/net.onnx"), overwrite: false));

        Assert.Equal($"{_folder.PathTo("absent")}: there is no such folder; make it first.", error.Message);
    }

    [Fact]
    public void WeightsOfOurOwnFileGoWhereTheyWere()
    {
        string first = _folder.PathTo("first.onnx"), second = _folder.PathTo("second.onnx");
        NetworkDesign detector = new(NetworkCatalog.Find("ssdlite-mobilenet-v2")!) { Alpha = 0.25, Resolution = 96, Classes = 2 };
        NetworkFile.Write(detector, seed: 9, first, overwrite: false);

        NetworkFile.Write(detector, first, second, overwrite: false);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Theory]
    [InlineData(1.0, 5)]
    [InlineData(0.25, 6)]
    public void Refuses_WeightsOfAnotherNetwork(double alpha, int classes)
    {
        string first = _folder.PathTo("first.onnx");
        NetworkFile.Write(s_small, seed: 9, first, overwrite: false);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => NetworkFile.Write(s_small with { Alpha = alpha, Classes = classes }, first, _folder.PathTo("second.onnx"), overwrite: false));

        Assert.Contains(alpha > 0.25 ? "features.0" : "logits", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathTo("second.onnx")));
    }
}
