using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Knowledge.Tests.Index;

/// <summary>A change is first served by the ranker of before, then by its own: nobody waits for the training, and nothing stale is served.</summary>
public sealed class TwoStagesTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();
    private readonly ManualTime time = new(KnowledgeFolder.Today);
    private readonly HeldEngine engine = new();
    private readonly IndexStore store;
    private readonly IndexedAnswers knowledge;

    public TwoStagesTests()
    {
        store = new IndexStore(folder.Path, engine.Train, time, KnowledgeFolder.Shanghai, NullLogger<IndexStore>.Instance);
        knowledge = new IndexedAnswers(() => store.Current, KnowledgeFolder.Shanghai);
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Refresh_TextEdited_IsServedBeforeTheTrainingIsDone()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "The new text.", "questions: [how do I reset my pin]");
        var refreshing = await RefreshUntilTraining();

        Ask("I forgot my PIN").Text.ShouldBe("The new text.");
        Ask("reset the pin please").Candidates[0].Article.ShouldBe("pin.forgot");
        refreshing.IsCompleted.ShouldBeFalse();

        engine.LetGo();
        (await refreshing.WaitAsync(Ceiling)).ShouldBeTrue();
        Ask("I forgot my PIN").Text.ShouldBe("The new text.");
    }

    [Fact]
    public async Task Refresh_ArticleAdded_IsFoundWordForWordAtOnceAndByOtherWordsAfterTheTraining()
    {
        folder.Article("lounge", "en", "Airport lounges", "Show your card.", "questions: [may I bring a guest into the airport lounge]");
        var refreshing = await RefreshUntilTraining();

        Ask("Airport lounges?").Text.ShouldBe("Show your card.");
        Ask("MAY I bring a guest into the airport lounge").Candidates[0].ShouldBe(new Candidate("lounge", "Airport lounges", Certainty.Exact));
        Ask("bring guests to a lounge").Candidates.ShouldNotContain(candidate => candidate.Article == "lounge");

        engine.LetGo();
        await refreshing.WaitAsync(Ceiling);
        Ask("bring guests to a lounge").Candidates[0].Article.ShouldBe("lounge");
    }

    [Fact]
    public async Task Refresh_ArticleRemoved_IsNotServedByTheBorrowedRanker()
    {
        Ask("How do I reset my PIN").Candidates[0].Article.ShouldBe("pin.forgot");
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.en.md"));
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.zh-Hans.md"));
        var refreshing = await RefreshUntilTraining();

        foreach (var text in (string[])["I forgot my PIN", "How do I reset my PIN", "pin", "怎么重置密码"])
        {
            var answer = Ask(text);
            answer.Outcome.ShouldNotBe(AnswerOutcome.Answer);
            answer.Candidates.ShouldNotContain(candidate => candidate.Article == "pin.forgot");
            answer.Candidates.Count.ShouldBe(5);
            answer.Why?.RunnerUp.ShouldNotBe("pin.forgot");
            answer.Why?.NearestQuestion.ShouldNotBe("how do I reset my pin");
        }

        knowledge.Show("pin.forgot", "en", KnowledgeFolder.Today).ShouldBeNull();
        engine.LetGo();
        await refreshing.WaitAsync(Ceiling);
        Ask("I forgot my PIN").Candidates.ShouldNotContain(candidate => candidate.Article == "pin.forgot");
    }

    [Fact]
    public async Task Refresh_ArticleRemovedThatIsNotNear_KeepsTheReasons()
    {
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.en.md"));
        File.Delete(Path.Combine(folder.Path, "articles/t/pin.forgot.zh-Hans.md"));
        var refreshing = await RefreshUntilTraining();

        Ask("gold yearly fee it is").Why.ShouldNotBeNull().NearestQuestion.ShouldBe("gold yearly fee");

        engine.LetGo();
        await refreshing.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task Refresh_SampleQuestionMovedToAnotherArticle_IsTheOtherOnesAtOnce()
    {
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Set a new one.", "questions: [cannot remember it]");
        folder.Article("interest.free", "en", "How long is the interest-free period?", "Up to fifty days.", "questions: [how do I reset my pin]");
        var refreshing = await RefreshUntilTraining();

        var ranked = Ask("how do I reset my pin");
        ranked.Candidates[0].ShouldBe(new Candidate("interest.free", "How long is the interest-free period?", Certainty.Exact));
        ranked.Candidates.Skip(1).ShouldAllBe(candidate => candidate.Probability < 0.05);

        engine.LetGo();
        await refreshing.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task Refresh_ChangeWhileTraining_GivesThatTrainingUpAndTrainsTheNewest()
    {
        folder.Article("lounge", "en", "Airport lounges", "First.", "questions: [bring a guest]");
        var first = await RefreshUntilTraining();
        var given = engine.Token;
        folder.Article("towels", "en", "Clean towels", "Second.", "questions: [wash the towels]");

        var second = Task.Run(store.Refresh);
        SpinWait.SpinUntil(() => given.IsCancellationRequested, Ceiling).ShouldBeTrue();
        (await first.WaitAsync(Ceiling)).ShouldBeTrue();
        engine.GivenUp.ShouldBe(1);
        engine.WaitUntilHeld(Ceiling).ShouldBeTrue();

        // Still borrowed: from the ranker of the start, and both changes are there word for word.
        store.Current.At(DateOnly.FromDateTime(KnowledgeFolder.Today.DateTime)).Ranker.ShouldBeOfType<PatchedRanker>();
        Ask("Airport lounges").Text.ShouldBe("First.");
        Ask("Clean towels").Text.ShouldBe("Second.");
        Ask("I forgot my PIN").Outcome.ShouldBe(AnswerOutcome.Answer);

        engine.LetGo();
        (await second.WaitAsync(Ceiling)).ShouldBeTrue();
        engine.GivenUp.ShouldBe(1);
        Ask("washing towels").Candidates[0].Article.ShouldBe("towels");
        Ask("bringing guests").Candidates[0].Article.ShouldBe("lounge");
    }

    [Fact]
    public async Task Train_NewerChangeCameAfterTheReload_LeavesTheNewestTrainingAloneAndTrainsNothing()
    {
        folder.Article("lounge", "en", "Airport lounges", "First.", "questions: [bring a guest]");
        store.Reload(out var older).ShouldBeTrue();
        folder.Article("towels", "en", "Clean towels", "Second.", "questions: [wash the towels]");
        var newest = await RefreshUntilTraining();
        var (training, trainings) = (engine.Token, engine.Begun);

        // It comes back although the newest is held up in its training: it neither waits for that nor ends it.
        await Task.Run(() => store.Train(older, swapped: true)).WaitAsync(Ceiling);
        training.IsCancellationRequested.ShouldBeFalse();
        engine.Begun.ShouldBe(trainings);

        engine.LetGo();
        (await newest.WaitAsync(Ceiling)).ShouldBeTrue();
        engine.GivenUp.ShouldBe(0);
        Ask("washing towels").Candidates[0].Article.ShouldBe("towels");
    }

    [Fact]
    public void Train_NewerChangeCameAfterTheReload_TrainsNothingOfTheOlderOne()
    {
        folder.Article("lounge", "en", "Airport lounges", "First.", "questions: [bring a guest]");
        store.Reload(out var older).ShouldBeTrue();
        folder.Article("towels", "en", "Clean towels", "Second.", "questions: [wash the towels]");
        store.Reload(out var newest).ShouldBeTrue();
        var trainings = engine.Begun;

        store.Train(older, swapped: true);

        engine.Begun.ShouldBe(trainings);
        Ranker(older).ShouldBeOfType<PatchedRanker>();
        Ranker(newest).ShouldBeOfType<PatchedRanker>();

        store.Train(newest, swapped: true);

        engine.GivenUp.ShouldBe(0);
        Ranker(newest).ShouldBeOfType<TrainedRanker>();
        Ask("bringing guests").Candidates[0].Article.ShouldBe("lounge");
    }

    [Fact]
    public async Task Refresh_SecondChangeBeforeTheFirstIsTrained_ForgetsTheWordingThatOnlyTheFirstHad()
    {
        folder.Article("lounge", "en", "Airport lounges", "First.", "questions: [wash the towels]");
        var first = await RefreshUntilTraining();
        Ask("wash the towels").Candidates[0].Article.ShouldBe("lounge");
        folder.Article("lounge", "en", "Airport lounges", "Second.", "questions: [take a shower there]");

        var second = Task.Run(store.Refresh);
        await first.WaitAsync(Ceiling);
        engine.WaitUntilHeld(Ceiling).ShouldBeTrue();

        // A patch on the first patch would still know it.
        Ask("wash the towels").Candidates.ShouldNotContain(candidate => candidate.Article == "lounge");
        Ask("take a shower there").Text.ShouldBe("Second.");
        engine.LetGo();
        await second.WaitAsync(Ceiling);
    }

    [Fact]
    public async Task Refresh_NothingChangedWhileTraining_DoesNotDisturbIt()
    {
        folder.Article("lounge", "en", "Airport lounges", "First.");
        var refreshing = await RefreshUntilTraining();

        store.Refresh().ShouldBeFalse();

        engine.Token.IsCancellationRequested.ShouldBeFalse();
        engine.LetGo();
        await refreshing.WaitAsync(Ceiling);
        engine.GivenUp.ShouldBe(0);
    }

    [Fact]
    public async Task Ask_AnotherPeriodWhileTraining_DoesNotWait()
    {
        folder.Article("lounge", "en", "Airport lounges", "First.");
        var refreshing = await RefreshUntilTraining();
        var trainings = engine.Begun;

        // The fact of the Platinum card changes on 2027-01-01, so this is a period that nobody has asked for yet.
        var later = knowledge.Ask(new Question("platinum yearly fee", "en", KnowledgeFolder.Today.AddYears(1)));

        later.Text.ShouldBe("It is CNY 2,200.");
        engine.Begun.ShouldBe(trainings);
        refreshing.IsCompleted.ShouldBeFalse();
        engine.LetGo();
        await refreshing.WaitAsync(Ceiling);
    }

    [Fact]
    public void Refresh_VersionBeginsTomorrow_IsTrainedToday()
    {
        folder.Article("lounge", "en", "Airport lounges", "From tomorrow.", "questions: [bring a guest]", "@2026-06-02");
        store.Refresh();
        var trainings = engine.Begun;

        store.Current.At(new DateOnly(2026, 6, 1)).Find("lounge").ShouldBeNull();
        store.Current.At(new DateOnly(2026, 6, 2)).Ranker.ShouldBeOfType<TrainedRanker>();
        var tomorrow = knowledge.Ask(new Question("bringing guests", "en", KnowledgeFolder.Today.AddDays(1)));

        tomorrow.Candidates[0].Article.ShouldBe("lounge");
        engine.Begun.ShouldBe(trainings);
    }

    [Fact]
    public void Refresh_DaysGoByWithoutAChange_TrainsWhatBeginsOnTheDayAfter()
    {
        folder.Article("lounge", "en", "Airport lounges", "From the fifth.", "questions: [bring a guest]", "@2026-06-05");
        store.Refresh();
        store.Current.At(new DateOnly(2026, 6, 5)).Ranker.ShouldBeOfType<PatchedRanker>();

        time.Advance(TimeSpan.FromDays(3));
        store.Refresh().ShouldBeFalse();

        store.Current.At(new DateOnly(2026, 6, 5)).Ranker.ShouldBeOfType<TrainedRanker>();
        store.Current.At(new DateOnly(2026, 6, 4)).Ranker.ShouldBeOfType<TrainedRanker>();
    }

    [Fact]
    public void Refresh_NothingChanged_TrainsNothingAgain()
    {
        var trainings = engine.Begun;

        store.Refresh().ShouldBeFalse();
        store.Refresh().ShouldBeFalse();

        engine.Begun.ShouldBe(trainings);
    }

    private static IRanker Ranker(IndexStore.InUse inUse) => inUse.Index.At(DateOnly.FromDateTime(KnowledgeFolder.Today.DateTime)).Ranker;

    private KnowledgeAnswer Ask(string text) => knowledge.Ask(new Question(text, "en", KnowledgeFolder.Today));

    private async Task<Task<bool>> RefreshUntilTraining()
    {
        engine.Hold();
        var refreshing = Task.Run(store.Refresh);
        (await Task.Run(() => engine.WaitUntilHeld(Ceiling))).ShouldBeTrue();
        return refreshing;
    }
}
