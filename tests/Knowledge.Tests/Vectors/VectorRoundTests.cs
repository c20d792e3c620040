using Cardline.Knowledge.Search;
using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class VectorRoundTests : IDisposable
{
    private readonly VagueShelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public async Task Run_ModelThatUnderstands_WeighsAndPutsMoreArticlesFirst()
    {
        var (index, model) = (shelf.Index(), shelf.Oracle());
        var before = shelf.HitAt1(index, model: null);

        var asked = await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);

        asked.ShouldBe(VagueShelf.Articles * (VagueShelf.SamplesEach + 1));
        var weight = VagueShelf.Ranker(index).Vectors!.Weight;
        weight.Vectors.ShouldBeInRange(0.1, WeightFit.VectorsMax);
        weight.Words.ShouldBeInRange(0.1, 1);
        before.ShouldBeLessThan(0.8);
        shelf.HitAt1(index, model).ShouldBeGreaterThan(before + 0.1);

        // A question that comes without a vector is answered as before.
        shelf.HitAt1(index, model: null).ShouldBe(before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Run_ModelThatKnowsNothing_TakesNoPartAndChangesNoAnswer(int seed)
    {
        var (index, model) = (shelf.Index(), new FakeEmbeddings(text => FakeEmbeddings.Noise(text, seed)));
        var before = shelf.Asked.Select(row => VagueShelf.Ranker(index).Rank(row.Text).Articles).ToList();

        await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);

        var sense = VagueShelf.Ranker(index).Vectors.ShouldNotBeNull();
        sense.Weight.Questions.ShouldBeGreaterThanOrEqualTo(WeightFit.QuestionsMin);
        sense.Weight.Vectors.ShouldBe(0);
        for (var i = 0; i < before.Count; i++)
            VagueShelf.Ranker(index).Rank(shelf.Asked[i].Text, vector: VagueShelf.VectorOf(model, shelf.Asked[i].Text)).Articles.ShouldBe(before[i]);
    }

    [Fact]
    public async Task Run_FarModelOfLittleUse_NeverCostsMoreThanItGives()
    {
        // Barely better than chance: whatever it is given, the words must not be drowned.
        var (index, model) = (shelf.Index(), shelf.Oracle(noise: 4));
        var before = shelf.HitAt1(index, model: null);

        await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);

        shelf.HitAt1(index, model).ShouldBeGreaterThan(before - 0.03);
    }

    [Fact]
    public async Task Run_AllTextsTheSame_TakesNoPart()
    {
        var (index, model) = (shelf.Index(), new FakeEmbeddings(_ => [1, 2, 3, 4]));

        await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);

        VagueShelf.Ranker(index).Vectors!.Weight.TakesPart.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_TooFewQuestions_TakesNoPart()
    {
        using var folder = KnowledgeFolder.Small();
        var index = new Knowledge.Index.KnowledgeIndex(folder.Read(), KnowledgeServices.Engine);
        var model = new FakeEmbeddings(text => FakeEmbeddings.Noise(text));
        index.At(VagueShelf.Today);

        await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);

        var weight = VagueShelf.Ranker(index).Vectors!.Weight;
        weight.TakesPart.ShouldBeFalse();
        weight.Questions.ShouldBeLessThan(WeightFit.QuestionsMin);
    }

    [Fact]
    public async Task Run_ModelFails_LeavesTheIndexAsItWas()
    {
        var (index, model) = (shelf.Index(), shelf.Oracle());
        model.Before = _ => throw new InvalidOperationException("401: " + shelf.Asked[0].Text);
        var ranker = VagueShelf.Ranker(index);

        var fault = await Should.ThrowAsync<EmbeddingFault>(() => VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None));

        fault.Kind.ShouldBe(EmbeddingFaultKind.Failed);
        fault.ToString().ShouldNotContain(shelf.Asked[0].Text);
        model.Calls.ShouldBe(Embedder.TriesMax);
        VagueShelf.Ranker(index).ShouldBeSameAs(ranker);
    }

    [Fact]
    public async Task Run_OneArticleEdited_AsksForItsNewTextsOnly()
    {
        var (index, model, cache) = (shelf.Index(), shelf.Oracle(), new VectorCache("fake"));
        var round = VagueShelf.Round(model, cache);
        await round.RunAsync(index, [VagueShelf.Today], CancellationToken.None);
        var before = model.Texts.Count;
        shelf.Write(3, "a wholly new question about it", "and one more that is new");
        var edited = shelf.Index(index);
        edited.Train(VagueShelf.Today, CancellationToken.None).ShouldBeTrue();

        (await round.RunAsync(edited, [VagueShelf.Today], CancellationToken.None)).ShouldBe(2);

        model.Texts.Skip(before).ShouldBe(["a wholly new question about it", "and one more that is new"], ignoreOrder: true);
        VagueShelf.Ranker(edited).Vectors.ShouldNotBeNull();
    }

    [Fact]
    public async Task Run_EditNotTrainedYet_KeepsTheVectorsOfBeforeAndAsksForNothing()
    {
        var (index, model) = (shelf.Index(), shelf.Oracle());
        var round = VagueShelf.Round(model);
        await round.RunAsync(index, [VagueShelf.Today], CancellationToken.None);
        var calls = model.Calls;
        shelf.Write(3, "a wholly new question about it");
        var edited = shelf.Index(index);

        (await round.RunAsync(edited, [VagueShelf.Today], CancellationToken.None)).ShouldBe(0);

        model.Calls.ShouldBe(calls);
        VagueShelf.Ranker(edited).ShouldBeOfType<PatchedRanker>().Vectors!.Weight.TakesPart.ShouldBeTrue();
        shelf.HitAt1(edited, model).ShouldBeGreaterThan(shelf.HitAt1(edited, model: null) + 0.05);
    }

    [Fact]
    public async Task Run_CalledAgain_CostsNothing()
    {
        var (index, model) = (shelf.Index(), shelf.Oracle());
        var round = VagueShelf.Round(model);
        await round.RunAsync(index, [VagueShelf.Today], CancellationToken.None);
        var (calls, ranker) = (model.Calls, VagueShelf.Ranker(index));

        await round.RunAsync(index, [VagueShelf.Today, VagueShelf.Today.AddDays(1)], CancellationToken.None);

        model.Calls.ShouldBe(calls);
        VagueShelf.Ranker(index).ShouldBeSameAs(ranker);
    }

    [Fact]
    public async Task Rank_VectorThatCannotBeCompared_IsAnsweredByWordsAlone()
    {
        var (index, model) = (shelf.Index(), shelf.Oracle());
        await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);
        var ranker = VagueShelf.Ranker(index);
        var nan = new float[FakeEmbeddings.Dimension];
        nan[5] = float.NaN;
        float[][] odd = [[1, 2, 3], new float[FakeEmbeddings.Dimension], nan, [.. Enumerable.Repeat(float.PositiveInfinity, FakeEmbeddings.Dimension)]];

        foreach (var vector in odd)
        {
            var ranking = ranker.Rank(shelf.Asked[0].Text, vector: vector);
            ranking.Articles.ShouldBe(ranker.Rank(shelf.Asked[0].Text).Articles);
            ranking.Why!().Vectors.ShouldBeNull();
        }

        ranker.Rank(shelf.Asked[0].Text, vector: VagueShelf.VectorOf(model, shelf.Asked[0].Text)).Why!().Vectors.ShouldNotBeNull().Weight.ShouldBe(ranker.Vectors!.Weight.Vectors);
    }

    [Fact]
    public async Task Rank_AnyVector_LeavesWhetherAnythingAnswersToTheWords()
    {
        var (index, model) = (shelf.Index(), shelf.Oracle());
        var before = shelf.Asked.Select(row => VagueShelf.Ranker(index).Rank(row.Text).Articles.Sum(ranked => ranked.Probability)).ToList();
        await VagueShelf.Round(model).RunAsync(index, [VagueShelf.Today], CancellationToken.None);

        // The shares change hands among the articles; what they have together, which decides about refusing, does not grow.
        for (var i = 0; i < before.Count; i++)
            VagueShelf.Ranker(index).Rank(shelf.Asked[i].Text, vector: VagueShelf.VectorOf(model, shelf.Asked[i].Text)).Articles.Sum(ranked => ranked.Probability).ShouldBe(before[i], 0.01);
        VagueShelf.Ranker(index).Rank("xyzzy 12345 ???", vector: VagueShelf.VectorOf(model, shelf.Asked[0].Text)).Articles[0].Probability.ShouldBe(0);
    }
}
