using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>Files of a few kilobytes in which 2⁶⁰ ways lead from one layer to the next: whoever walked each of them would never come back.</summary>
public sealed class BranchingGraphTests : IDisposable
{
    private const int Doublings = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Mul")]
    [InlineData("Add")]
    public void LayersAreListedHoweverManyWaysLeadOn(string type)
    {
        NetworkLayers layers = NetworkLayers.Read(Branching(type));

        Assert.Equal(1 + Doublings, layers.Layers.Length);
        Assert.Equal(0, layers.Separable.Pairs);
    }

    [Theory]
    [InlineData("Mul")]
    [InlineData("Add")]
    public void WeightsAreRefusedHoweverManyWaysLeadOn(string type)
    {
        NetworkDesign design = new(NetworkCatalog.Find("mobilenet-v1")!) { Alpha = 0.25, Resolution = 32, Classes = 2 };

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => NetworkFile.Write(design, Branching(type), _folder.PathTo("net.onnx"), overwrite: false));

        Assert.Contains("no weights fit the layer 'features.0'", error.Message, StringComparison.Ordinal);
    }

    private string Branching(string type)
    {
        ModelBuilder model = new ModelBuilder()
            .Input("image", 1, 3, 8, 8)
            .Floats("w", [3, 1, 3, 3], [.. Enumerable.Repeat(0.1f, 27)])
            .Node("Conv", ["image", "w"], ["y0"], ("pads", new long[] { 1, 1, 1, 1 }), ("group", 3L));
        for (int i = 0; i < Doublings; i++)
            model.Node(type, [$"y{i}", $"y{i}"], [$"y{i + 1}"]);

        string path = _folder.PathTo("branching.onnx");
        File.WriteAllBytes(path, model.Output($"y{Doublings}", 1, 3, 8, 8).Bytes);
        return path;
    }
}
