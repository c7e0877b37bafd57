using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tests.Models.Schema;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;
using Google.Protobuf;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>Weights of files with other names for their layers, another order of them, or numbers that are only computed when they run.</summary>
public sealed class ForeignWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The branches have the same dimensions and are read by the same layer: their rates alone tell them apart.
    [Theory]
    [InlineData("deeplabv3-aspp-mobilenet-v2", new[] { 3, 2, 1 })]
    [InlineData("deeplabv3-aspp-mobilenet-v2", new[] { 2, 3, 1 })]
    [InlineData("deeplabv3-aspp-mobilenet-v2-os8", new[] { 3, 1, 2 })]
    public void BranchesOfAPyramidAreToldApartByTheirRates(string family, int[] order)
    {
        NetworkDesign design = Design(family);
        string own = Write(design), foreign = _folder.PathTo("foreign.onnx"), back = _folder.PathTo("back.onnx");
        ModelProto model = Renamed(own);
        NodeProto[] branches = [
            .. order.SelectMany(branch => model.Graph.Node.Where(node => node.Name == $"aspp.{branch}.linear" || node.Name == $"aspp.{branch}"))];
        Assert.Equal(6, branches.Length);
        int place = model.Graph.Node.Select(static node => node.Name).ToList().IndexOf("aspp.1.linear");
        foreach (NodeProto branch in branches)
            model.Graph.Node.Remove(branch);
        for (int i = 0; i < branches.Length; i++)
            model.Graph.Node.Insert(place + i, branches[i]);
        File.WriteAllBytes(foreign, model.ToByteArray());

        NetworkFile.Write(design, foreign, back, overwrite: false);

        Assert.Equal(File.ReadAllBytes(own), File.ReadAllBytes(back));
    }

    // Output stride 8 has no stride where 16 has one, in the depthwise convolution of block 7 or 14, and twice its rates.
    [Fact]
    public void Refuses_TheWeightsOfAPyramidWithOtherRates()
    {
        string foreign = _folder.PathTo("foreign.onnx");
        File.WriteAllBytes(foreign, Renamed(Write(Design("deeplabv3-aspp-mobilenet-v2"))).ToByteArray());

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => NetworkFile.Write(Design("deeplabv3-aspp-mobilenet-v2-os8"), foreign, _folder.PathTo("back.onnx"), overwrite: false));

        Assert.Contains("no weights fit the layer 'features.", error.Message, StringComparison.Ordinal);
    }

    // Taken for "no bias" and "no layer", they would give a network of zeros that looks well.
    [Theory]
    [InlineData("logits.bias", "has no constant bias")]
    [InlineData("logits.weight", "has no constant weights")]
    [InlineData("features.1.depthwise.bias", "has no constant bias")]
    [InlineData("features.1.depthwise.weight", "has no constant weights")]
    public void Refuses_NumbersThatAreComputedWhenTheNetworkRuns(string numbers, string reason)
    {
        NetworkDesign design = new(NetworkCatalog.Find("mobilenet-v1")!) { Alpha = 0.25, Resolution = 32, Classes = 4 };
        string foreign = _folder.PathTo("foreign.onnx");
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Write(design)));
        foreach (NodeProto node in model.Graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
                node.Input[i] = node.Input[i] == numbers ? "computed" : node.Input[i];
        }

        NodeProto mean = new() { OpType = "ReduceMean", Name = "mean", Input = { "input" }, Output = { "mean" } };
        mean.Attribute.Add(new AttributeProto { Name = "keepdims", I = 0, Type = 2 });
        model.Graph.Node.Insert(0, mean);
        model.Graph.Node.Insert(1, new NodeProto { OpType = "Add", Name = "computed", Input = { numbers, "mean" }, Output = { "computed" } });
        File.WriteAllBytes(foreign, model.ToByteArray());

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => NetworkFile.Write(design, foreign, _folder.PathTo("back.onnx"), overwrite: false));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("'computed' is computed when the network runs", error.Message, StringComparison.Ordinal);
    }

    private static NetworkDesign Design(string family) => new(NetworkCatalog.Find(family)!) { Alpha = 0.25, Resolution = 64, Classes = 4 };

    private static ModelProto Renamed(string path)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        foreach (TensorProto tensor in model.Graph.Initializer)
            tensor.Name = Foreign(tensor.Name);
        foreach (NodeProto node in model.Graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
                node.Input[i] = Foreign(node.Input[i]);
        }

        return model;

        static string Foreign(string name) => name.Replace(".weight", ".kernel", StringComparison.Ordinal);
    }

    private string Write(NetworkDesign design)
    {
        string path = _folder.PathTo("own.onnx");
        NetworkFile.Write(design, seed: 9, path, overwrite: false);
        return path;
    }
}
