using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;

namespace EdgeVision.Inference.Tests.Models;

public sealed class DamagedModelTests
{
    [Fact]
    public void Refuses_ModelCutShortAtAnyByte()
    {
        byte[] whole = ModelBuilder.Small().Bytes;
        using TemporaryModel file = new(whole);

        for (int length = 0; length < whole.Length; length++)
        {
            file.Rewrite(whole.AsSpan(0, length));

            ModelFormatException refusal = Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(file.Path));

            Assert.StartsWith(file.Path + ": ", refusal.Message, StringComparison.Ordinal);
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
                using ComputationGraph graph = OnnxModelReader.Load(file.Path);
                GraphValidator.Validate(graph);
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
            byte[] damaged = [.. whole[..at], .. Enumerable.Range(0, random.Next(3)).Select(_ => (byte)random.Next(256)), .. whole[Math.Min(whole.Length, at + lost)..]];
            file.Rewrite(damaged);
            try
            {
                using ComputationGraph graph = OnnxModelReader.Load(file.Path);
                GraphValidator.Validate(graph);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 499);
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

            Assert.Throws<ModelFormatException>(() => OnnxModelReader.Load(file.Path));
        }
    }
}
