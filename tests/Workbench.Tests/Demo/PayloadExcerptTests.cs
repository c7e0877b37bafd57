using EdgeVision.Workbench.Demo;

namespace EdgeVision.Workbench.Tests.Demo;

public sealed class PayloadExcerptTests
{
    [Fact]
    public void AnEventBeginsWithItsRuleAndKind()
    {
        const string Payload = """
            {"schema":"edgevision.event/1","device":"demo","rule":"cat","kind":"start","objectCount":1,"object":{"label":"cat","labelIndex":15,"score":0.94}}
            """;

        string excerpt = PayloadExcerpt.Of(Payload);

        Assert.Equal("""{"rule":"cat","kind":"start","object":{"label":"cat","score":0.94,…},…}""", excerpt);
    }

    [Fact]
    public void AFramesObjectsAreListed()
    {
        string excerpt = PayloadExcerpt.Of("""{"seq":7,"objects":[{"label":"cup","score":0.9},{"label":"fork","score":0.5}]}""");

        Assert.Equal("""{"seq":7,"objects":[{"label":"cup","score":0.9},{"label":"fork","score":0.5}]}""", excerpt);
    }

    [Theory]
    [InlineData("online")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"rule\":")]
    [InlineData("[1]")]
    public void WhatIsNoObjectStaysAsItIs(string payload) => Assert.Equal(payload, PayloadExcerpt.Of(payload));

    [Fact]
    public void AForeignObjectIsLeftOut() => Assert.Equal("{…}", PayloadExcerpt.Of("""{"a":1}"""));
}
