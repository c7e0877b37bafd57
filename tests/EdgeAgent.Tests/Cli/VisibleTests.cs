using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Tests.Cli;

public sealed class VisibleTests
{
    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("Straße 猫 🐈\u200D⬛.jpg", "Straße 猫 🐈\u200D⬛.jpg")]
    [InlineData("a\u001b[31mred\u0007.jpg", "a\\x1b[31mred\\x07.jpg")]
    [InlineData("two\nlines\r\tand more", "two\\nlines\\r\\tand more")]
    [InlineData("\u009b2J\u007f", "\\x9b2J\\x7f")]
    [InlineData("gpj.\u202Eexe\u2028", "gpj.\\u202eexe\\u2028")]
    public void WhatATerminalObeysIsAnEscape(string text, string expected) => Assert.Equal(expected, Visible.Of(text));

    [Fact]
    public void HalfASurrogatePairIsAnEscapeToo() => Assert.Equal("a\\ud83db", Visible.Of("a\uD83Db"));
}
