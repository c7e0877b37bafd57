using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>What every engine promises; a sealed class for each runs it.</summary>
public abstract class InferenceSessionConformance
{
    private static readonly string s_defaultModel = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "model.onnx");

    public static TheoryData<string> GoldenNames => Golden.Names;

    protected abstract EngineKind Engine { get; }

    protected IInferenceSession Open(string path, int? threads = 2) =>
        InferenceSessions.Open(new ModelFile(path), new EngineOptions { Engine = Engine, Threads = threads });

    protected IInferenceSession Open(ReadOnlySpan<byte> model)
    {
        using TemporaryModel file = new(model);
        return Open(file.Path);
    }

    [Fact]
    public void DescribesInputsAndOutputsInFileOrder()
    {
        using IInferenceSession session = Open(s_defaultModel);

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
        Assert.Equal(values, session.Input(0).ToArray());
    }

    [Fact]
    public void GivesTheSameAnswerTwiceAndAllocatesNothing()
    {
        using IInferenceSession session = Open(s_defaultModel);
        Random random = new(1);
        foreach (ref float value in session.Input(0))
            value = random.NextSingle() * 2f - 1f;
        session.Run();
        session.Run();
        float[][] first = [.. session.Outputs.Select((_, index) => session.Output(index).ToArray())];

        Assert.Equal(0, Allocated.By(session.Run));
        for (int index = 0; index < first.Length; index++)
            Assert.Equal(first[index], session.Output(index).ToArray());
    }

    [Fact]
    public void ThreadsDoNotChangeTheAnswer()
    {
        using IInferenceSession one = Open(s_defaultModel, threads: 1), every = Open(s_defaultModel, threads: null);
        Random random = new(2);
        for (int i = 0; i < one.Input(0).Length; i++)
            one.Input(0)[i] = every.Input(0)[i] = random.NextSingle() * 2f - 1f;

        one.Run();
        every.Run();

        for (int index = 0; index < one.Outputs.Count; index++)
            Answers.AssertSame(one.Output(index), every.Output(index), one.Outputs[index].Name);
    }

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), MemberData(nameof(GoldenNames))]
    public void MeetsGoldenOutputs(string name)
    {
        Golden golden = Golden.Load(name);
        using IInferenceSession session = Open(golden.Model);
        golden.Input.CopyTo(session.Input(0));

        session.Run();

        Assert.NotEmpty(golden.Outputs);
        string[] names = [.. session.Outputs.Select(static spec => spec.Name)];
        foreach ((string output, float[] expected) in golden.Outputs)
            Answers.AssertSame(expected, session.Output(Array.IndexOf(names, output)), output);
    }

    [Fact]
    public void Rejects_UseAfterDispose()
    {
        IInferenceSession session = Open(OnnxBytes.OneNode("Neg", [2]));

        session.Dispose();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(session.Run);
        Assert.Throws<ObjectDisposedException>(() => session.Input(0).Length);
        Assert.Throws<ObjectDisposedException>(() => session.Output(0).Length);
    }

    [Fact]
    public void Rejects_MissingFile()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => Open(Path.Combine(Path.GetTempPath(), "no such folder", "none.onnx")));

        Assert.EndsWith("none.onnx: there is no such model file.", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(65)]
    public void Rejects_ThreadsOutsideTheirRange(int threads) => Assert.Throws<ArgumentOutOfRangeException>(() => Open(s_defaultModel, threads));

    [Fact]
    public void Rejects_Garbage()
    {
        byte[] garbage = new byte[4096];
        new Random(2).NextBytes(garbage);

        AssertRefused(garbage);
    }

    [Fact]
    public void Rejects_EmptyFile() => AssertRefused([]);

    [Fact]
    public void Rejects_FileOfAnotherKind() => AssertRefused(File.ReadAllBytes(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "manifest.json")));

    [Fact]
    public void Rejects_FileCutShort() => AssertRefused(File.ReadAllBytes(s_defaultModel).AsSpan(..1_000_000));

    [Fact]
    public void Rejects_UnknownOperator() => Assert.Contains("Imagine", AssertRefused(OnnxBytes.OneNode("Imagine", [1, 2])).Message, StringComparison.Ordinal);

    [Fact]
    public void Rejects_DynamicShape() =>
        Assert.Contains("input 'x' has the dynamic shape [batch, 3]", AssertRefused(OnnxBytes.OneNode("Neg", ["batch", 3])).Message, StringComparison.Ordinal);

    [Fact]
    public void Rejects_ShapeWhoseNumbersCannotBeCounted() => AssertRefused(OnnxBytes.OneNode("Neg", [65536, 65536, 65536]));

    [Fact]
    public void Rejects_TensorsThatAreNotFloats() =>
        Assert.Contains("'x'", AssertRefused(OnnxBytes.OneNode("Neg", [2], OnnxBytes.Int64)).Message, StringComparison.Ordinal);

    private ModelFormatException AssertRefused(ReadOnlySpan<byte> model)
    {
        using TemporaryModel file = new(model);
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Open(file.Path));

        Assert.StartsWith(file.Path + ": ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }
}
