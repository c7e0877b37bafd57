using EdgeVision.TestKit;

namespace EdgeVision.Architecture.Tests;

public sealed class TestOrderTests
{
    private static readonly string[] s_names = ["b", "d", "a", "c", "e"];

    [Theory]
    [InlineData(null, "abcde")]
    [InlineData("", "abcde")]
    [InlineData("name", "abcde")]
    [InlineData("reverse", "edcba")]
    public void Order_IsByNameOrTheOtherWayRound(string? order, string expected) =>
        Assert.Equal(expected, string.Concat(new TestOrder(order).Arrange(s_names, name => name)));

    [Fact]
    public void Shuffle_IsTheSameForTheSameSeed_AndAnotherForAnother()
    {
        string[] orders = [.. Enumerable.Range(0, 10).Select(seed => string.Concat(new TestOrder($"shuffle:{seed}").Arrange(s_names, name => name)))];

        Assert.Equal(orders[3], string.Concat(new TestOrder("shuffle:3").Arrange(s_names.Reverse(), name => name)));
        Assert.All(orders, order => Assert.Equal("abcde", string.Concat(order.Order())));
        Assert.True(orders.Distinct().Count() > 5, string.Join(' ', orders));
    }

    [Theory]
    [InlineData("backwards")]
    [InlineData("shuffle")]
    [InlineData("shuffle:")]
    [InlineData("shuffle:-1")]
    [InlineData("shuffle:x")]
    [InlineData("shuffle:99999999999")]
    public void AnythingElse_IsRefusedInWords(string order) =>
        Assert.Contains($"\"{order}\"; it can be name, reverse, or shuffle:SEED", Assert.Throws<ArgumentException>(() => new TestOrder(order)).Message,
            StringComparison.Ordinal);
}
