using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.Inference.Tests.Models.Schema;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class OnnxRuntimeInferenceSessionTests : IDisposable
{
    private static readonly string s_defaultModel = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "model.onnx");
    private static readonly EngineOptions s_options = new() { Engine = EngineKind.OnnxRuntime, Threads = 2 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgevision-session-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void DescribesInputsAndOutputsInFileOrder()
    {
        using IInferenceSession session = InferenceSessions.Open(s_defaultModel, s_options);

        Assert.Equal(["input[1, 3, 300, 300]"], session.Inputs.Select(static spec => spec.ToString()));
        Assert.Equal(["raw_boxes[1, 1917, 4]", "raw_scores[1, 1917, 91]"], session.Outputs.Select(static spec => spec.ToString()));
        Assert.Equal(270_000, session.Input(0).Length);
        Assert.Equal(1917 * 91, session.Output(1).Length);
    }

    [Fact]
    public void RunReadsInputAndWritesOutput()
    {
        using IInferenceSession session = Open(OnnxBytes.OneNode("Neg", [2, 3]));
        float[] values = [1, 2, 3, 4, 5, 6];
        values.CopyTo(session.Input(0));

        session.Run();

        Assert.Equal(values.Select(static value => -value), session.Output(0).ToArray());
    }

    [Fact]
    public void RunAllocatesNothing()
    {
        using IInferenceSession session = InferenceSessions.Open(s_defaultModel, s_options);
        session.Run();
        session.Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            session.Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void ThreadsDoNotChangeTheResult()
    {
        using IInferenceSession one = InferenceSessions.Open(s_defaultModel, s_options with { Threads = 1 });
        using IInferenceSession every = InferenceSessions.Open(s_defaultModel, s_options with { Threads = null });
        var random = new Random(1);
        for (int i = 0; i < one.Input(0).Length; i++)
            one.Input(0)[i] = every.Input(0)[i] = random.NextSingle() - 0.5f;

        one.Run();
        every.Run();

        for (int i = 0; i < one.Output(1).Length; i++)
            Assert.Equal(one.Output(1)[i], every.Output(1)[i], 1e-3f);
    }

    [Fact]
    public void Rejects_MissingFile()
    {
        FileNotFoundException refusal = Assert.Throws<FileNotFoundException>(() => InferenceSessions.Open(Path.Combine(_folder.FullName, "none.onnx"), s_options));

        Assert.EndsWith("none.onnx: there is no such model file.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65)]
    public void Rejects_ThreadsOutsideTheirRange(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InferenceSessions.Open(s_defaultModel, s_options with { Threads = threads }));

    [Fact]
    public void Rejects_UnknownEngine() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InferenceSessions.Open(s_defaultModel, new EngineOptions { Engine = (EngineKind)9 }));

    [Fact]
    public void Rejects_Garbage()
    {
        var random = new Random(2);
        var garbage = new byte[4096];
        random.NextBytes(garbage);

        ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => Open(garbage));

        Assert.Contains("model.onnx: ONNX Runtime refuses it: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Rejects_EmptyFile() => Assert.Throws<ModelFormatException>(() => Open([]));

    [Fact]
    public void Rejects_FileCutShort()
    {
        byte[] whole = File.ReadAllBytes(s_defaultModel);

        Assert.Throws<ModelFormatException>(() => Open(whole[..(whole.Length / 2)]));
    }

    [Fact]
    public void Rejects_UnknownOperator()
    {
        ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => Open(OnnxBytes.OneNode("Imagine", [1, 2])));

        Assert.Contains("Imagine", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Rejects_WeightsInAnotherFile(bool asAttribute)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "weights"), new byte[8]);
        TensorProto weights = new()
        {
            Name = "w",
            DataType = 1,
            Dims = { 2 },
            DataLocation = 1,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = "weights" } },
        };
        ModelBuilder builder = new ModelBuilder().Input("x", 2).Output("y", 2);
        if (asAttribute)
            builder.Node("Constant", [], ["w"], ("value", weights));
        else
            builder.Graph.Initializer.Add(weights);
        builder.Node("Add", ["x", "w"], ["y"]);

        ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => Open(builder.Bytes));

        Assert.EndsWith("in another file, which is not supported; save the model as one file.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_DynamicShape()
    {
        ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => Open(OnnxBytes.OneNode("Neg", ["batch", 3])));

        Assert.EndsWith("model.onnx: input 'x' has the dynamic shape [batch, 3]; export the model with a fixed shape.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_TensorsThatAreNotFloats()
    {
        ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => Open(OnnxBytes.OneNode("Neg", [2], OnnxBytes.Int64)));

        Assert.EndsWith("input 'x' is not a tensor of 32-bit floats.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_RunAfterDispose()
    {
        IInferenceSession session = Open(OnnxBytes.OneNode("Neg", [2]));
        session.Dispose();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(session.Run);
    }

    private IInferenceSession Open(byte[] model)
    {
        string path = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(path, model);
        return InferenceSessions.Open(path, s_options);
    }
}
