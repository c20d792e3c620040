using Cardline.TestKit.Model;

namespace Cardline.Bot.Tests.Model;

public sealed class TokenCountTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("one two", 2)]
    [InlineData("immediately", 3)]
    [InlineData("白金卡年费", 5)]
    [InlineData("¥2,000 一年。\n\n👍🏽 ok ", 8)]
    public void Split_AnyText_IsTheTextAgain(string text, int tokens)
    {
        string.Concat(TokenCount.Split(text)).ShouldBe(text);
        TokenCount.Of(text).ShouldBe(tokens);
    }
}
