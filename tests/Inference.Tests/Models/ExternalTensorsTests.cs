using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Models.Schema;

namespace EdgeVision.Inference.Tests.Models;

public sealed class ExternalTensorsTests
{
    [Theory]
    [InlineData(EngineKind.Managed, false)]
    [InlineData(EngineKind.Managed, true)]
    [InlineData(EngineKind.OnnxRuntime, false)]
    [InlineData(EngineKind.OnnxRuntime, true)]
    public void Rejects_WeightsInAnotherFile(EngineKind engine, bool asAttribute)
    {
        using TemporaryModel weightsFile = new(new byte[8]);
        TensorProto weights = new()
        {
            Name = "w",
            DataType = 1,
            Dims = { 2 },
            DataLocation = 1,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = Path.GetFileName(weightsFile.Path) } },
        };
        ModelBuilder builder = new ModelBuilder().Input("x", 2).Output("y", 2);
        if (asAttribute)
            builder.Node("Constant", [], ["w"], ("value", weights));
        else
            builder.Graph.Initializer.Add(weights);
        builder.Node("Add", ["x", "w"], ["y"]);
        using TemporaryModel model = new(builder.Bytes);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => InferenceSessions.Open(new ModelFile(model.Path), new EngineOptions { Engine = engine, Threads = 1 }));

        Assert.EndsWith("in another file, which is not supported; save the model as one file.", error.Message, StringComparison.Ordinal);
    }
}
