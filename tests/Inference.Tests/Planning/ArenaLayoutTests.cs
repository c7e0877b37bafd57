using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Tests.Planning;

public sealed class ArenaLayoutTests
{
    [Fact]
    public void BuffersThatLiveTogetherNeverOverlap()
    {
        Random random = new(9);
        for (int round = 0; round < 50; round++)
        {
            List<TensorBuffer> buffers = [];
            for (int i = 0; i < 60; i++)
            {
                TensorBuffer buffer = TensorBuffer.Dense([random.Next(1, 5000)]);
                int first = random.Next(40);
                buffer.Use(first);
                buffer.Use(first + random.Next(6));
                buffers.Add(buffer);
            }

            long[] offsets = ArenaLayout.Assign(buffers, out long length);

            for (int i = 0; i < buffers.Count; i++)
            {
                Assert.Equal(0, offsets[i] % 16);
                Assert.True(offsets[i] + buffers[i].Length + 16 <= length);
                for (int j = 0; j < i; j++)
                {
                    bool together = buffers[i].FirstUse <= buffers[j].LastUse && buffers[j].FirstUse <= buffers[i].LastUse;
                    bool apart = offsets[i] + buffers[i].Length + 16 <= offsets[j] || offsets[j] + buffers[j].Length + 16 <= offsets[i];
                    Assert.True(!together || apart);
                }
            }
        }
    }

    [Fact]
    public void ReusesTheMemoryOfAChain()
    {
        List<TensorBuffer> chain = [];
        for (int step = 0; step < 20; step++)
        {
            TensorBuffer buffer = TensorBuffer.Dense([1000]);
            buffer.Use(step);
            buffer.Use(step + 1);
            chain.Add(buffer);
        }

        ArenaLayout.Assign(chain, out long length);

        Assert.InRange(length, 2000, 2100);
    }
}
