using System.Text;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class TopicCacheTests
{
    private readonly TopicCache _cache = new();

    [Fact]
    public void Encodes_ATopicOnce()
    {
        byte[] first = _cache.Encode("edgevision/tür");

        Assert.Equal("edgevision/tür\0", Encoding.UTF8.GetString(first));
        Assert.Same(first, _cache.Encode("edgevision/tür"));
    }

    [Fact]
    public void Encodes_TopicsWithoutEnd_AndForgetsTheOldOnes()
    {
        byte[] first = _cache.Encode("edgevision/0");

        for (int i = 1; i < 1000; i++)
            Assert.Equal($"edgevision/{i}\0", Encoding.UTF8.GetString(_cache.Encode($"edgevision/{i}")));

        Assert.NotSame(first, _cache.Encode("edgevision/0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edgevision/#")]
    [InlineData("edgevision/+/x")]
    [InlineData("edge\0vision")]
    public void Rejects_WhatIsNoTopic(string topic) => Assert.Throws<ArgumentException>(() => _cache.Encode(topic));

    [Fact]
    public void Rejects_ATopicThatIsTooLong() => Assert.Throws<ArgumentException>(() => _cache.Encode(new string('ä', 40_000)));
}
