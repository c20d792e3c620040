using Cardline.Knowledge.Index;
using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.Logging;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class VectorKeeperTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);
    private readonly VagueShelf shelf = new();
    private readonly ManualTime time = new(KnowledgeFolder.Today);
    private readonly CollectedLog log = new();
    private readonly LoggerFactory loggers;
    private readonly FakeEmbeddings model;
    private readonly VectorCache cache = new("fake");
    private readonly IndexStore store;
    private readonly string file = Path.Combine(Path.GetTempPath(), $"cardline-vectors-{Guid.NewGuid():N}.bin");

    public VectorKeeperTests()
    {
        loggers = new LoggerFactory([log]);
        model = shelf.Oracle();
        store = shelf.Folder.Store(time);
    }

    public void Dispose()
    {
        shelf.Dispose();
        loggers.Dispose();
        model.Dispose();
        log.Dispose();
        File.Delete(file);
    }

    [Fact]
    public async Task RunOnce_ModelFailsAgainAndAgain_SaysSoOnceAndAsksEverMoreSeldom()
    {
        using var keeper = Keeper();
        model.Before = _ => throw new InvalidOperationException("no");
        var waits = new List<double>();

        for (var i = 0; i < 8; i++)
        {
            var wait = (await keeper.RunOnceAsync(CancellationToken.None))!.Value;
            waits.Add(wait.TotalSeconds);
            var calls = model.Calls;

            // The store looks every half minute; that is no reason to ask sooner.
            time.Advance(wait - TimeSpan.FromSeconds(1));
            (await keeper.RunOnceAsync(CancellationToken.None))!.Value.ShouldBe(TimeSpan.FromSeconds(1));
            model.Calls.ShouldBe(calls);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        waits.ShouldBe([30, 60, 120, 240, 480, 600, 600, 600]);
        log.Lines.Where(line => line.Id == 4011).ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Warning);
        store.Current.At(VagueShelf.Today).Ranker.Vectors.ShouldBeNull();

        model.Before = _ => Task.CompletedTask;
        (await keeper.RunOnceAsync(CancellationToken.None)).ShouldBeNull();
        log.Lines.Count(line => line.Id == 4012).ShouldBe(1);
        log.Lines.Count(line => line.Id == 4010).ShouldBe(1);
        store.Current.At(VagueShelf.Today).Ranker.Vectors!.Weight.TakesPart.ShouldBeTrue();
    }

    [Fact]
    public async Task RunOnce_Log_HoldsNothingThatIsAsked()
    {
        using var keeper = Keeper();
        await keeper.RunOnceAsync(CancellationToken.None);

        log.Lines.ShouldNotBeEmpty();
        log.Lines.ShouldAllBe(line => model.Texts.All(text => !line.Text.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunOnce_NewerIndexMeanwhile_GivesUpWithoutAFault()
    {
        using var keeper = Keeper();
        var begun = new TaskCompletionSource();
        model.Before = cancel =>
        {
            begun.TrySetResult();
            return Task.Delay(Timeout.Infinite, cancel);
        };
        var run = keeper.RunOnceAsync(CancellationToken.None);
        await begun.Task.WaitAsync(Ceiling);

        shelf.Write(2, "another question");
        store.Refresh();

        (await run.WaitAsync(Ceiling)).ShouldBeNull();
        log.Lines.ShouldNotContain(line => line.Id == 4011);
    }

    [Fact]
    public async Task Start_WithAFile_AsksForNothingThatItHolds()
    {
        using (var first = Keeper(file)) await first.RunOnceAsync(CancellationToken.None);
        var calls = model.Calls;
        var again = new VectorCache("fake");
        VectorFile.Read(file, again).ShouldBeTrue();

        var (index, round) = (shelf.Index(), VagueShelf.Round(model, again));
        index.At(VagueShelf.Today);
        (await round.RunAsync(index, [VagueShelf.Today], CancellationToken.None)).ShouldBe(0);

        model.Calls.ShouldBe(calls);
        VagueShelf.Ranker(index).Vectors!.Weight.ShouldBe(store.Current.At(VagueShelf.Today).Ranker.Vectors!.Weight);
    }

    [Fact]
    public async Task Start_InTheBackground_SuppliesTheIndexAndEveryLaterOne()
    {
        using var keeper = Keeper();
        await keeper.StartAsync(CancellationToken.None);
        Until(() => store.Current.At(VagueShelf.Today).Ranker.Vectors is not null);
        var asked = model.Texts.Count;

        shelf.Write(4, "a question that is new");
        store.Refresh().ShouldBeTrue();
        Until(() => store.Current.At(VagueShelf.Today).Ranker is Knowledge.Search.TrainedRanker { Vectors: not null });

        model.Texts.Skip(asked).ShouldBe(["a question that is new"]);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_ModelFails_IsAskedAgainAfterAWhile()
    {
        using var keeper = Keeper();
        model.Before = _ => throw new InvalidOperationException("no");
        await keeper.StartAsync(CancellationToken.None);
        Until(() => time.RunningTimers == 1 && log.Lines.Any(line => line.Id == 4011));
        model.Before = _ => Task.CompletedTask;
        store.Current.At(VagueShelf.Today).Ranker.Vectors.ShouldBeNull();

        time.Advance(VectorKeeper.AgainFirst);

        Until(() => store.Current.At(VagueShelf.Today).Ranker.Vectors is not null);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Questions_VectorsCount_AreFetchedWithOneCall()
    {
        using var keeper = Keeper();
        var questions = Questions(keeper);
        questions.AreOn.ShouldBeFalse();
        (await questions.OfAsync("a", CancellationToken.None)).ShouldBeNull();
        await keeper.RunOnceAsync(CancellationToken.None);
        var calls = model.Calls;

        var found = await questions.OfAsync([shelf.Asked[0].Text, shelf.Asked[1].Text, " ", shelf.Asked[0].Text], CancellationToken.None);

        questions.AreOn.ShouldBeTrue();
        found.Keys.ShouldBe([shelf.Asked[0].Text, shelf.Asked[1].Text], ignoreOrder: true);
        model.Calls.ShouldBe(calls + 1);
    }

    [Fact]
    public async Task Questions_SampleAsItStands_CostsNoCall()
    {
        using var keeper = Keeper();
        await keeper.RunOnceAsync(CancellationToken.None);
        var (calls, sample) = (model.Calls, model.Texts.First());

        (await Questions(keeper).OfAsync(sample, CancellationToken.None)).ShouldNotBeNull();

        model.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task Questions_VectorsAddNothing_NobodyIsAsked()
    {
        using var useless = new FakeEmbeddings(text => FakeEmbeddings.Noise(text));
        using var keeper = Keeper(model: useless);
        await keeper.RunOnceAsync(CancellationToken.None);
        var calls = useless.Calls;

        var questions = Questions(keeper);
        questions.AreOn.ShouldBeFalse();
        (await questions.OfAsync("anything", CancellationToken.None)).ShouldBeNull();

        useless.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task Questions_ModelStalls_WaitsItsTimeThenLeavesItAlone()
    {
        using var keeper = Keeper();
        await keeper.RunOnceAsync(CancellationToken.None);
        var questions = Questions(keeper);
        model.Before = _ => new TaskCompletionSource().Task;
        var calls = model.Calls;

        for (var i = 0; i < 10; i++)
        {
            var asked = questions.OfAsync($"question {i}", CancellationToken.None).AsTask();
            if (i < QuestionVectors.FailuresMax) asked.IsCompleted.ShouldBeFalse();
            time.Advance(TimeSpan.FromMilliseconds(400));
            (await asked.WaitAsync(Ceiling)).ShouldBeNull();
        }

        model.Calls.ShouldBe(calls + QuestionVectors.FailuresMax);
        log.Lines.Count(line => line.Id == 4013).ShouldBe(1);

        model.Before = _ => Task.CompletedTask;
        time.Advance(QuestionVectors.Pause);
        (await questions.OfAsync("once more", CancellationToken.None)).ShouldNotBeNull();
        log.Lines.Count(line => line.Id == 4014).ShouldBe(1);
    }

    [Fact]
    public async Task Questions_ModelChangedItsDimension_FetchesAllTextsAnew()
    {
        using var keeper = Keeper();
        await keeper.RunOnceAsync(CancellationToken.None);
        var texts = model.Texts.Distinct().Count();
        model.After = made => made.ConvertAll(vector => vector[..10]);

        (await Questions(keeper).OfAsync("a question", CancellationToken.None)).ShouldBeNull();
        var asked = model.Texts.Count;
        (await keeper.RunOnceAsync(CancellationToken.None)).ShouldBeNull();

        model.Texts.Count.ShouldBe(asked + texts);
        store.Current.At(VagueShelf.Today).Ranker.Vectors!.Articles.Dimension.ShouldBe(10);
    }

    [Fact]
    public async Task Renew_CalledAgainAndAgain_FetchesEverythingOnceAnHour()
    {
        using var keeper = Keeper();
        await keeper.RunOnceAsync(CancellationToken.None);

        for (var i = 0; i < 5; i++) keeper.Renew();
        cache.Generation.ShouldBe(1);
        time.Advance(VectorKeeper.RenewEvery);
        keeper.Renew();

        cache.Generation.ShouldBe(2);
        cache.Count.ShouldBe(0);
    }

    private static void Until(Func<bool> condition) => SpinWait.SpinUntil(condition, Ceiling).ShouldBeTrue();

    private VectorKeeper Keeper(string? keep = null, FakeEmbeddings? model = null) => new(
        store, (model ?? this.model).Source(), cache, new KeeperSettings(keep, time, KnowledgeFolder.Shanghai), loggers.CreateLogger<VectorKeeper>());

    private IQuestionVectors Questions(VectorKeeper keeper) => new QuestionVectors(
        store, keeper, cache, new QuestionVectorSettings(TimeSpan.FromMilliseconds(400), time, KnowledgeFolder.Shanghai), loggers.CreateLogger<QuestionVectors>());
}
