using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>What a pattern cannot be found without. Sets are written in braces, all of a way side by side, ways apart by a stroke; "any" is any text.</summary>
public sealed class PatternReaderTests
{
    [Theory]
    // Characters and escapes.
    [InlineData("card", "{card}")]
    [InlineData("Card", "{Card}")]
    [InlineData(@"app\.com", "{app.com}")]
    [InlineData("don't", "{don't}")]
    [InlineData("卡", "{卡}")]
    [InlineData("😡|🤬", "{😡}|{🤬}")]
    [InlineData("a", "any")]
    [InlineData("", "any")]
    // Alternatives.
    [InlineData("lost|stolen", "{lost}|{stolen}")]
    [InlineData("(?:lost|stolen) card", "{lost card,stolen card}")]
    [InlineData("(?<what>lost|stolen) card", "{lost card,stolen card}")]
    [InlineData("(lost|stolen) card", "{lost card,stolen card}")]
    [InlineData("lost|", "any")]
    [InlineData("(?:lost|)", "any")]
    [InlineData("(?:lost|) card", "{ card}")]
    [InlineData("(?:lost|a.b)", "any")]
    [InlineData("(?:card|cards|wallet)", "{card,wallet}")]
    // Optional parts and quantifiers.
    [InlineData("cards?", "{card}")]
    [InlineData("(?:my )?card", "{card}")]
    [InlineData("ab?c", "{ac,abc}")]
    [InlineData("ab??c", "{ac,abc}")]
    [InlineData("lost(?: my)* card", "{ card}{lost}")]
    [InlineData("(?:very )+lost", "{very }{lost}")]
    [InlineData("(?:very ){2}lost", "{very }{lost}")]
    [InlineData("(?:very ){1,3}?lost", "{very }{lost}")]
    [InlineData("(?:very ){0,3}lost", "{lost}")]
    [InlineData("(?:very ){2,}lost", "{very }{lost}")]
    [InlineData("(?:very ){1}lost", "{very lost}")]
    [InlineData("好+的", "{好}{的}")]
    [InlineData("lost.{0,8}card", "{lost}{card}")]
    [InlineData(".*", "any")]
    [InlineData("(?:lost)?", "any")]
    // Classes.
    [InlineData("card[sx]", "{cards,cardx}")]
    [InlineData("card[a-c]", "{carda,cardb,cardc}")]
    [InlineData("card[a-z]it", "{card}{it}")]
    [InlineData("card[^s]it", "{card}{it}")]
    [InlineData(@"card\dit", "{card}{it}")]
    [InlineData(@"card[\d]it", "{card}{it}")]
    [InlineData(@"self[- ]harm", "{self harm,self-harm}")]
    [InlineData(@"self[ \-]harm", "{self harm,self-harm}")]
    [InlineData("card[]x]", "{card],cardx}")]
    [InlineData("意[思义]", "{意思,意义}")]
    // Anchors and the edges of words, written as <.
    [InlineData("^card$", "{card}")]
    [InlineData(@"\bcard\b", "{<card<}")]
    [InlineData(@"\b(?:lost|stolen)\b", "{<lost<,<stolen<}")]
    [InlineData(@"\bcard\b|wallet", "{<card<}|{wallet}")]
    [InlineData(@"lost\b card", "{lost card}")]
    [InlineData(@"\b卡片\b", "{卡片}")]
    [InlineData(@"\b'til", "{'til}")]
    [InlineData(@"lost\b.*\bcard", "{<card}{lost<}")]
    public void Ways_Construct_TellsNoMoreThanIsCertain(string pattern, string ways)
    {
        var told = PatternReader.Ways(pattern).Select(way => string.Concat(way.Select(set => $"{{{string.Join(',', set.Order(StringComparer.Ordinal))}}}").Order(StringComparer.Ordinal)));
        var expected = ways.Split('|').Select(way => string.Concat(way.Split('}', StringSplitOptions.RemoveEmptyEntries).Select(set => set == "any" ? set : $"{{{string.Join(',', set[1..].Split(',').Order(StringComparer.Ordinal))}}}").Order(StringComparer.Ordinal)));

        (string.Join('|', told) is { Length: > 0 } text ? text : "any").ShouldBe(string.Join('|', expected).Replace('<', PatternPart.Edge));
    }

    [Theory]
    [InlineData("(?i)card")]
    [InlineData("(?i:card)")]
    [InlineData("(?=card)")]
    [InlineData("(?<!a)card")]
    [InlineData("(?>card)")]
    [InlineData("(?#no)card")]
    [InlineData(@"(?<a>card)\k<a>")]
    [InlineData(@"\x41card")]
    [InlineData(@"card[a-z-[aeiou]]")]
    [InlineData(@"card[[:alpha:]]")]
    [InlineData("card{,3}")]
    [InlineData("card{x}")]
    [InlineData("{card")]
    [InlineData(@"card\_")]
    [InlineData("card)")]
    [InlineData("(?:card")]
    [InlineData("card[")]
    [InlineData(@"card\")]
    [InlineData("a\bcard")]
    [InlineData(@"[\b]card")]
    public void Ways_NotOurSyntax_TellsNothing(string pattern) => PatternReader.Ways(pattern).ShouldBeEmpty();

    [Fact]
    public void Ways_LongText_IsCutIntoSetsThatAreAllNeeded()
    {
        var sets = PatternReader.Ways("thelongestwordofallthewordsinthewholerulefile").Single();

        sets.Count.ShouldBeGreaterThan(1);
        sets.ShouldAllBe(set => set.Count == 1 && set[0].Length <= PatternPart.PieceCharsMax);
        string.Concat(sets.Select(set => set[0]).Order(StringComparer.Ordinal)).Length.ShouldBe("thelongestwordofallthewordsinthewholerulefile".Length);
    }

    [Fact]
    public void Ways_MoreThanIsListed_StillNeedsWhatIsCertain()
    {
        var many = string.Join('|', Enumerable.Range(0, PatternPart.PiecesMax + 1).Select(n => $"word{n}x"));

        PatternReader.Ways($"(?:{many})").ShouldBeEmpty();
        PatternReader.Ways($"(?:{many}) card").Single().Single().ShouldBe([" card"]);
        PatternReader.Ways(many).ShouldBeEmpty();
        PatternReader.Ways(string.Concat(Enumerable.Repeat("(?:", 60)) + "card" + string.Concat(Enumerable.Repeat(")", 60))).ShouldBeEmpty();
        PatternReader.Ways(string.Concat(Enumerable.Repeat("(?:", 20)) + "card" + string.Concat(Enumerable.Repeat(")", 20))).ShouldHaveSingleItem();
    }
}
