using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Knowledge.Tests.Index;

/// <summary>A day of the index is a day of the bank: what is trained as today's and tomorrow's is what is asked today and tomorrow.</summary>
public sealed class BankDayTests : IDisposable
{
    private static readonly TimeZoneInfo LosAngeles = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly HeldEngine engine = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Refresh_MidnightOfABankInTheEast_TrainsTheDayAfterBeforeTheUtcDayEnds()
    {
        // 15:59 on the third in UTC is one minute before the fourth begins in Shanghai.
        var time = new ManualTime(new DateTimeOffset(2026, 6, 3, 15, 59, 0, TimeSpan.Zero));
        BeginsOn("2026-06-05");
        var store = Store(time, KnowledgeFolder.Shanghai);
        var trainings = engine.Begun;

        store.Refresh().ShouldBeFalse();
        engine.Begun.ShouldBe(trainings);
        store.Current.At(new DateOnly(2026, 6, 5)).Ranker.ShouldBeOfType<PatchedRanker>();

        time.Advance(TimeSpan.FromMinutes(1));
        store.Refresh().ShouldBeFalse();

        engine.Begun.ShouldBe(trainings + 1);
        store.Current.At(new DateOnly(2026, 6, 5)).Ranker.ShouldBeOfType<TrainedRanker>();
    }

    [Fact]
    public void Refresh_UtcMidnightPassesInTheBanksDay_TrainsNothingTooEarly()
    {
        // 23:59 in UTC is one minute before five in the afternoon of the same day in Los Angeles.
        var time = new ManualTime(new DateTimeOffset(2026, 6, 3, 23, 59, 0, TimeSpan.Zero));
        BeginsOn("2026-06-05");
        var store = Store(time, LosAngeles);
        var trainings = engine.Begun;

        time.Advance(TimeSpan.FromMinutes(1));
        store.Refresh().ShouldBeFalse();

        engine.Begun.ShouldBe(trainings);
        store.Current.At(new DateOnly(2026, 6, 5)).Ranker.ShouldBeOfType<PatchedRanker>();
    }

    [Fact]
    public void Ask_AtTheStartWhileUtcIsADayAhead_IsAskedOnATrainedDay()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 6, 5, 1, 0, 0, TimeSpan.Zero));
        BeginsOn("2026-06-05");
        var store = Store(time, LosAngeles);
        var knowledge = new IndexedAnswers(() => store.Current, LosAngeles);

        var answer = knowledge.Ask(new Question("Airport lounges", "en", time.GetUtcNow()));

        // In Los Angeles it is still the fourth, so the article is not in force, and today's ranker is no borrowed one.
        answer.Candidates.ShouldNotContain(candidate => candidate.Article == "lounge");
        store.Current.At(new DateOnly(2026, 6, 4)).Ranker.ShouldBeOfType<TrainedRanker>();
        store.Current.At(new DateOnly(2026, 6, 5)).Ranker.ShouldBeOfType<TrainedRanker>();
    }

    private void BeginsOn(string day) => folder.Article("lounge", "en", "Airport lounges", "Show your card.", "questions: [bring a guest]", "@" + day);

    private IndexStore Store(TimeProvider time, TimeZoneInfo zone) => new(folder.Path, engine.Train, time, zone, NullLogger<IndexStore>.Instance);
}
