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
}
