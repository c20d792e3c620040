namespace Cardline.Knowledge.Tests.Index;

public sealed class KnowledgeIndexTests : IDisposable
{
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Ask_DatedVersion_TakesOverAtMidnightOfTheBank()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "From 2027: call us.", date: "@2027-01-01");
        var midnight = new DateTimeOffset(2026, 12, 31, 16, 0, 0, TimeSpan.Zero);

        Text(midnight.AddSeconds(-1)).ShouldBe("Set a new one in the app.");
        Text(midnight).ShouldBe("From 2027: call us.");
    }

    [Fact]
    public void Ask_ExpiredArticle_IsServedThroughItsLastDayAndNotAfter()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Until the end of July.", "expires: 2026-07-31");
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.zh-Hans.md"));
        var lastMoment = new DateTimeOffset(2026, 7, 31, 15, 59, 59, TimeSpan.Zero);

        Text(lastMoment).ShouldBe("Until the end of July.");
        Text(lastMoment.AddSeconds(1)).ShouldBeNull();
    }

    [Fact]
    public void Ask_LatestVersionExpired_DoesNotBringTheOlderOneBack()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Only in July.", "expires: 2026-07-31", "@2026-07-01");
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.zh-Hans.md"));

        Text(new DateTimeOffset(2026, 6, 15, 0, 0, 0, TimeSpan.Zero)).ShouldBe("Set a new one in the app.");
        Text(new DateTimeOffset(2026, 8, 15, 0, 0, 0, TimeSpan.Zero)).ShouldBeNull();
    }

    [Fact]
    public void Ask_FactNotYetInForce_DoesNotServeTheArticle()
    {
        folder.Write("facts.yml", File.ReadAllText(Path.Combine(folder.Path, "facts.yml")) + "\nlater: [{value: 9, unit: CNY, from: 2027-01-01}]\n");
        folder.Article("pin.forgot", "en", "I forgot my PIN", "It costs {{later}}.");
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.zh-Hans.md"));

        Text(KnowledgeFolder.Today).ShouldBeNull();
        Text(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe("It costs CNY 9.");
    }

    [Fact]
    public void Ask_SiblingMissing_ServesTheOtherLanguage()
    {
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.en.md"));

        var answer = folder.Open().Ask(new Question("忘记密码怎么办", "en", KnowledgeFolder.Today));

        answer.Lang.ShouldBe("zh-Hans");
        answer.Text.ShouldBe("在App里重设。");
    }

    [Fact]
    public void Ask_DaysFarApart_AnswersOnEveryOne()
    {
        var knowledge = folder.Open();

        for (var year = 1; year < 9999; year += 500)
            knowledge.Ask(new Question("I forgot my PIN", "en", new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero))).Outcome.ShouldBe(AnswerOutcome.Answer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ask_FirstAndLastMomentOfTheCalendar_DoesNotThrow(int end)
    {
        var moment = end == 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;

        folder.Open().Ask(new Question("I forgot my PIN", "en", moment)).Outcome.ShouldBe(AnswerOutcome.Answer);
    }

    private string? Text(DateTimeOffset at)
    {
        var answer = folder.Open().Ask(new Question("I forgot my PIN", "en", at));
        return answer.Candidates[0].Article == "pin.forgot" ? answer.Text : null;
    }
}
