namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class ContactChecksTests : IDisposable
{
    private const string Facts = """
        hotline.cards: [{value: 400-000-0100, unit: phone}]
        hotline.overseas: [{value: +86 21 0000 0100, unit: phone}]
        hotline.police: [{value: "110", unit: phone}]
        web.help: [{value: https://bank.example/help, unit: url}]
        mail: [{value: help@bank.example, unit: email}]
        """;

    private readonly CheckedFolder folder = new(Facts);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Call 400-000-0101 now.", 6)]
    [InlineData("请拨打４００－０００－０１０１。", 4)]
    [InlineData("Write to 13812345678 instead.", 10)]
    [InlineData("Or +44 20 7946 0000.", 4)]
    [InlineData("Or (021) 5555 6666.", 5)]
    [InlineData("Please call 95599 for help.", 13)]
    [InlineData("拨打119。", 3)]
    [InlineData("[call](tel:4000000101)", 1)]
    public void Lint_PhoneThatIsNotListed_IsAnError(string body, int column)
    {
        folder.Article("x", "en", body);

        var line = folder.Lines("KB037").ShouldHaveSingleItem();
        line.ShouldStartWith($"articles/t/x.en.md:7:{column}: error KB037");
        folder.Lines("KB038").ShouldBeEmpty();
        folder.Lines("KB012").ShouldBeEmpty();
    }

    [Fact]
    public void Lint_PhoneWithOneWrongDigit_NamesTheNearestFact()
    {
        folder.Article("x", "en", "Call 400-000-0101 now.");

        folder.Lines("KB037").ShouldHaveSingleItem().ShouldContain("{{hotline.cards}} is the nearest");
    }

    [Theory]
    [InlineData("Call 400-000-0100 now.", "{{hotline.cards}}")]
    [InlineData("Call 4000000100 now.", "{{hotline.cards}}")]
    [InlineData("From abroad 0086 21 00000100.", "{{hotline.overseas}}")]
    [InlineData("Dial 110 at once.", "{{hotline.police}}")]
    [InlineData("See https://bank.example/help/cards.", "{{web.help}}")]
    [InlineData("See [help](https://www.bank.example/help).", "{{web.help}}")]
    [InlineData("Write to Help@bank.example.", "{{mail}}")]
    public void Lint_ListedContactByHand_NamesItsFact(string body, string fact)
    {
        folder.Article("x", "en", body);

        folder.Lines("KB038").ShouldHaveSingleItem().ShouldContain($"Write {fact}");
        folder.Lines("KB036").Concat(folder.Lines("KB037")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("See https://bank.example.evil.example/help.")]
    [InlineData("See https://bank.example/helpers.")]
    [InlineData("See [help](https://other.example/help).")]
    [InlineData("See <https://other.example>.")]
    [InlineData("Write to help@bank-example.com.")]
    [InlineData("请看bank-help.com。")]
    public void Lint_AddressThatIsNotListed_IsAnError(string body)
    {
        folder.Article("x", "en", body);

        folder.Lines("KB036").ShouldHaveSingleItem().ShouldContain("error KB036");
        folder.Lines("KB038").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Call {{hotline.cards}}, {{hotline.overseas}}, [web]({{web.help}}), {{mail}}.")]
    [InlineData("The fee is 12000 yuan, 50000 points, 110元.")]
    [InlineData("Between 2026 and 2027, from 2027-01-01 on.")]
    [InlineData("Call within 100 days. Then 4321 is the code.")]
    [InlineData("The number 1234 5678 9012 3456 is a card's.")]
    [InlineData("Use the app, e.g. card.lost or v1.2.3, etc.")]
    [InlineData("Call and say the code 4321, or dial extension 2044.")]
    [InlineData("Press **Cards > Block card** and say 1 or 2.")]
    public void Lint_NumbersAndWordsThatAreNoContact_AreLeftAlone(string body)
    {
        folder.Article("x", "en", body);

        folder.All().ShouldNotContain(line => line.Contains("KB036") || line.Contains("KB037") || line.Contains("KB038"));
    }
}
