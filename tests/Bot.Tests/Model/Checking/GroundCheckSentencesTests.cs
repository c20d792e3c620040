namespace Cardline.Bot.Tests.Model.Checking;

/// <summary>
/// Honest paraphrases of real articles, and lies that are small changes of them. Thresholds were chosen on the tuning half; what the measured
/// half showed was mended too; the fresh ones, from other articles, were written and measured after that.
/// </summary>
public sealed class GroundCheckSentencesTests
{
    // What can cost the cardholder money or safety at once.
    private static readonly string[] Never = ["number", "unit", "date", "phone", "link", "address", "promise", "other"];

    [Theory]
    [InlineData("tune")]
    [InlineData("measure")]
    [InlineData("fresh")]
    public void Check_HonestParaphrases_NearlyAllPass(string half)
    {
        foreach (var language in CheckedSentences.Sentences(half).Where(row => row.Kind == "honest").GroupBy(row => row.Lang))
        {
            var refused = language.Where(row => !Passes(row.Article, row.Lang, row.Text)).Select(row => row.Text).ToList();

            (1 - ((double)refused.Count / language.Count())).ShouldBeGreaterThanOrEqualTo(0.85, $"{language.Key}: {string.Join(" / ", refused)}");
        }
    }

    [Theory]
    [InlineData("tune")]
    [InlineData("measure")]
    [InlineData("fresh")]
    public void Check_LiesAboutNumbersDatesContactsAndPromises_NonePasses(string half)
    {
        var lies = CheckedSentences.Sentences(half).Where(row => Never.Contains(row.Kind)).ToList();

        lies.Count.ShouldBeGreaterThan(25);
        lies.Where(row => Passes(row.Article, row.Lang, row.Text)).Select(row => row.Text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tune")]
    [InlineData("measure")]
    [InlineData("fresh")]
    public void Check_OtherLies_NearlyNonePasses(string half)
    {
        var lies = CheckedSentences.Sentences(half).Where(row => row.Kind != "honest" && !Never.Contains(row.Kind)).ToList();
        var passed = lies.Where(row => Passes(row.Article, row.Lang, row.Text)).Select(row => row.Text).ToList();

        ((double)passed.Count / lies.Count).ShouldBeLessThan(0.08, string.Join(" / ", passed));
    }

    private static bool Passes(string article, string lang, string text)
    {
        var verdict = CheckedSentences.Check.Check(text, CheckedSentences.Scope(article, lang));
        (verdict.Source is null).ShouldBe(verdict.Fault is not null);
        (verdict.Found is null).ShouldBe(verdict.Fault is null);
        return verdict.Source is not null;
    }
}
