using System.Runtime.InteropServices;
using EdgeVision.Inference.Segmentation;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Segmentation;

public sealed class LargestColumnTests
{
    private const byte None = 200;

    [Theory, InlineData(1), InlineData(2), InlineData(21), InlineData(199)]
    public void MatchesTheNaiveRuleAtEveryLength(int columns)
    {
        var random = new Random(columns);
        for (int length = 0; length <= 140; length++)
        {
            int stride = length + random.Next(3);
            float[] scores = new float[Math.Max(1, columns * stride)];
            // Few values, so that many are equal, and some that are no numbers.
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = random.Next(12) switch
                {
                    0 => float.NaN,
                    1 => float.NegativeInfinity,
                    2 when columns > 2 => float.PositiveInfinity,
                    _ => random.Next(-5, 5),
                };
            }

            byte[] winners = new byte[length];

            LargestColumn.Find(scores, stride, columns, None, winners);

            for (int i = 0; i < length; i++)
            {
                int expected = NaiveSegmentation.BestColumn(scores, columns, 1, stride, 0, i);
                Assert.Equal(expected < 0 ? None : expected, winners[i]);
            }
        }
    }

    [Fact]
    public void ReadsAndWritesNothingBeyondTheLastPixel()
    {
        for (int length = 1; length <= 80; length++)
        {
            using var scores = new GuardedMemory(3 * length);
            using var room = new GuardedMemory(length);
            scores.Span.Fill(1f);
            scores.Span[length..(2 * length)].Fill(2f);
            Span<byte> winners = MemoryMarshal.AsBytes(room.Span)[^length..];

            LargestColumn.Find(scores.Span, length, 3, None, winners);

            Assert.Equal(length, winners.Count((byte)1));
        }
    }

    [Fact]
    public void Rejects_FewerScoresThanPlanes() =>
        Assert.Throws<ArgumentException>(() => LargestColumn.Find(new float[29], 10, 3, None, new byte[10]));
}
