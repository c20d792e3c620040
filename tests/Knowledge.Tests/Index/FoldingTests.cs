using System.Text;
using Cardline.Knowledge.Index;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Knowledge.Tests.Index;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("ＡＢＣ１２３？", "abc123")]
    [InlineData("What's  my  PIN?!", "whats my pin")]
    [InlineData("信用卡 年费", "信用卡年费")]
    [InlineData("白金卡年費", "白金卡年费")]
    [InlineData("Gold卡", "gold卡")]
    [InlineData("ze\u200bro\u0000width", "zero width")]
    [InlineData("🙂", "")]
    public void Key_WrittenDifferently_IsOneKey(string text, string key)
    {
        Folding.Key(text).ShouldBe(key);
    }

    [Fact]
    public void Fold_AnyText_NeverThrowsAndFoldingAgainChangesNoKey()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<string?>(text =>
        {
            var folded = Folding.Fold(text ?? string.Empty);
            return Folding.Key(folded) == Folding.Key(text ?? string.Empty) && Terms.Of(text ?? string.Empty).TrueForAll(term => term.Text.Length > 0);
        }));
    }

    [Fact]
    public void Fold_PlainEnglish_IsWhatTheLongWayMakesOfIt()
    {
        var printable = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(sign => (char)sign));

        // A sign without width is dropped, and takes the text through every step on its way.
        Folding.Fold(printable).ShouldBe(Folding.Fold(printable + "\u200b"));
        Folding.Fold(printable).ShouldBe(printable.ToLowerInvariant());
        Folding.Fold(string.Empty).ShouldBeEmpty();
        Folding.KeyOfFolded(Folding.Fold(printable)).ShouldBe(Folding.Key(printable));
    }

    [Fact]
    public void Fold_AnyUtf16Units_NeverThrows()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<ushort[]>(units => Folding.Fold(new string([.. units.Select(unit => (char)unit)])) is not null));
    }

    [Fact]
    public void Fold_CutInTheMiddleOfAPair_DoesNotThrow()
    {
        var text = new string('a', Folding.CharsMax - 1) + "🙂";

        Folding.Key(text).Length.ShouldBe(Folding.CharsMax - 1);
    }

    [Fact]
    public void Fold_WholeTraditionalSentence_IsItsSimplifiedTwin()
    {
        const string Traditional = "請問這張信用卡的帳單為什麼還沒寄來？我已經繳過費，銀行卻說逾期要罰違約金，還會影響個人徵信，後續該怎麼辦理爭議？";
        const string Simplified = "请问这张信用卡的账单为什么还没寄来？我已经缴过费，银行却说逾期要罚违约金，还会影响个人征信，后续该怎么办理争议？";

        Folding.Fold(Traditional).ShouldBe(Folding.Fold(Simplified));
        Folding.Key(Traditional).ShouldBe(Folding.Key(Simplified));
    }

    [Theory]
    [InlineData("頭髮", "头发")]
    [InlineData("發卡", "发卡")]
    [InlineData("臺灣颱風檯燈", "台湾台风台灯")]
    [InlineData("裡裏", "里里")]
    [InlineData("複雜的回復", "复杂的回复")]
    [InlineData("穀歌衹有一隻鐘", "谷歌只有一只钟")]
    [InlineData("説明爲僞鋭産", "说明为伪锐产")]
    [InlineData("乾著後麵", "干着后面")]
    public void Simplify_SeveralLettersForOne_GivesTheSameLetter(string traditional, string simplified)
    {
        string.Concat(traditional.Select(TraditionalChinese.Simplify)).ShouldBe(simplified);
    }

    [Fact]
    public void Simplify_EveryLetterOfGb2312_StaysButForTheTenNamedHere()
    {
        // GB 2312 keeps these for names and old texts; in everyday writing they are Traditional.
        const string Exceptions = "乾夥徵摺於菸著藉麽後";

        var changed = LettersOf("gb2312", 0xB0, 0xF7, 0xA1, 0xFE).Where(letter => TraditionalChinese.Simplify(letter) != letter).ToArray();

        changed.ShouldBe(Exceptions, ignoreOrder: true);
    }

    [Fact]
    public void Simplify_EveryFrequentLetterOfBig5_IsFoundInGb2312ButForFew()
    {
        // The rest is the same in both scripts, or not in GB 2312 at all: a table with a hole would leave hundreds here.
        var simplified = LettersOf("gb2312", 0xB0, 0xF7, 0xA1, 0xFE).ToHashSet();
        var frequent = LettersOf("big5", 0xA4, 0xC6, 0x40, 0xFE).ToArray();

        var left = frequent.Count(letter => !simplified.Contains(TraditionalChinese.Simplify(letter)));

        frequent.Length.ShouldBe(5_401);
        left.ShouldBeLessThan(250);
    }

    [Fact]
    public void Simplify_Twice_ChangesNothingMore()
    {
        var every = Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).ToArray();

        every.Where(sign => TraditionalChinese.Simplify(TraditionalChinese.Simplify(sign)) != TraditionalChinese.Simplify(sign)).ShouldBeEmpty();
        every.Count(sign => TraditionalChinese.Simplify(sign) != sign).ShouldBeGreaterThan(2_500);
        every.Where(sign => !Folding.IsHan(sign) && TraditionalChinese.Simplify(sign) != sign).ShouldBeEmpty();
    }

    [Fact]
    public void Table_EveryLine_NamesEachTraditionalLetterOnce()
    {
        using var stream = typeof(TraditionalChinese).Assembly.GetManifestResourceStream("Cardline.Knowledge.Index.traditional.txt");
        using var reader = new StreamReader(stream.ShouldNotBeNull());
        var lines = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();
        var traditional = lines.SelectMany(line => line[1..]).ToArray();

        lines.ShouldAllBe(line => line.Length > 1 && line.All(Folding.IsHan));
        traditional.ShouldBeUnique();
        lines.Select(line => line[0]).ShouldBeUnique();
        traditional.Intersect(lines.Select(line => line[0])).ShouldBeEmpty();
    }

    // Big5 has its frequent letters up to C6 7E; what follows in that row are no letters of the language.
    private static IEnumerable<char> LettersOf(string encoding, int leadFirst, int leadLast, int trailFirst, int trailLast)
    {
        var reader = CodePagesEncodingProvider.Instance.GetEncoding(encoding).ShouldNotBeNull();
        for (var lead = leadFirst; lead <= leadLast; lead++)
        {
            for (var trail = trailFirst; trail <= trailLast; trail++)
            {
                if (lead == 0xC6 && encoding == "big5" && trail > 0x7E) yield break;
                var text = reader.GetString([(byte)lead, (byte)trail]);
                if (text.Length == 1 && Folding.IsHan(text[0])) yield return text[0];
            }
        }
    }
}
