using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tests.Models;

public sealed class DamagedModelTests
{
    private const long MaxElementsToRun = 1 << 20;

    [Fact]
    public void Refuses_ModelCutShortAtAnyByte()
    {
        byte[] whole = ModelBuilder.Small().Bytes;
        using TemporaryModel file = new(whole);

        for (int length = 0; length < whole.Length; length++)
        {
            file.Rewrite(whole.AsSpan(0, length));

            ModelFormatException error = Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(new ModelFile(file.Path)));

            Assert.StartsWith(file.Path + ": ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OpensOrRefuses_ModelWithFlippedBytes()
    {
        byte[] whole = ModelBuilder.Small().Bytes;
        using TemporaryModel file = new(whole);
        Random random = new(5);
        int refused = 0;

        for (int round = 0; round < 1500; round++)
        {
            byte[] damaged = [.. whole];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            file.Rewrite(damaged);
            try
            {
                LoadAndRun(file.Path);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 1499);
    }

    [Fact]
    public void OpensOrRefuses_ModelWithBytesInsertedOrLost()
    {
        byte[] whole = ModelBuilder.Small().Bytes;
        using TemporaryModel file = new(whole);
        Random random = new(6);
        int refused = 0;

        for (int round = 0; round < 500; round++)
        {
            int at = random.Next(whole.Length), lost = random.Next(3);
            byte[] damaged = [
                .. whole[..at], .. Enumerable.Range(0, random.Next(3)).Select(_ => (byte)random.Next(256)), .. whole[Math.Min(whole.Length, at + lost)..]];
            file.Rewrite(damaged);
            try
            {
                LoadAndRun(file.Path);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 499);
    }

    [Fact]
    public void OpeningAllocatesAFractionOfTheFile()
    {
        float[] weights = new float[1 << 21];
        using TemporaryModel file = new(
            new ModelBuilder().Input("x", 1, 1 << 10).Floats("w", [1 << 10, 1 << 11], weights).Node("MatMul", ["x", "w"], ["y"]).Output("y", 1, 1 << 11).Bytes);
        OnnxModelReader.Load(new ModelFile(file.Path)).Dispose();

        long before = GC.GetAllocatedBytesForCurrentThread();
        using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(file.Path));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(weights.Length, graph.Values.Single(static value => value.Name == "w").Constant!.Values.Length);
        Assert.InRange(allocated, 0, 64 << 10);
    }

    [Fact]
    public void Refuses_MoreNodesThanAnyBoardRuns()
    {
        ModelBuilder builder = new ModelBuilder().Input("v0", 4).Output("v9000", 4);
        for (int i = 0; i < 9000; i++)
            builder.Node("Identity", [$"v{i}"], [$"v{i + 1}"]);
        using TemporaryModel file = new(builder.Bytes);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(new ModelFile(file.Path)));

        Assert.Contains("more than 8192 nodes", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_RandomBytes()
    {
        Random random = new(7);
        using TemporaryModel file = new([1]);

        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            file.Rewrite(bytes);

            Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(new ModelFile(file.Path)));
        }
    }

    private static void LoadAndRun(string path)
    {
        using (ComputationGraph graph = OnnxModelReader.Load(new ModelFile(path)))
        {
            GraphValidator.Validate(graph);
            if (graph.Values.Sum(static value => (long)value.Shape.ElementCount) > MaxElementsToRun)
                return;
        }

        using ManagedInferenceSession session = ManagedInferenceSession.Open(new ModelFile(path), KernelTable.Widest, threads: 1);
        session.Run();
    }
}
