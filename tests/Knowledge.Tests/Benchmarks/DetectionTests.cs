using Cardline.Benchmarks.Detection;
using Cardline.Benchmarks.Sets;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class DetectionTests
{
    private static readonly Scored[] Rows = [new(0.9, true), new(0.8, false), new(0.7, true), new(0.7, false), new(0.4, true), new(0.1, false), new(0.1, false)];

    [Fact]
    public void LabelFigures_OneRareLabelMissed_CountsForMacroF1AsMuchAsTheOthers()
    {
        Told[] told = [new("a", "a"), new("a", "a"), new("a", "a"), new("b", "a")];

        var figures = LabelFigures.Of(told);

        figures.Accuracy.ShouldBe(0.75);
        figures.MacroF1!.Value.ShouldBe((6.0 / 7) / 2, 1e-9);
    }

    [Fact]
    public void LabelFigures_LabelGivenToNoRowAndTruthOfNone_CountsOnlyWhenItIsNamed()
    {
        Told[] told = [new("a", "a"), new("b", "b")];

        LabelFigures.Of(told).MacroF1.ShouldBe(1);
        LabelFigures.Of(told, ["a", "b", "c", "d"]).MacroF1.ShouldBe(0.5);
        LabelFigures.Of([]).ShouldBe(new LabelFigures(0, null, null));
    }

    [Fact]
    public void Separation_AtAThreshold_TakesTheRowsThatStandOnIt()
    {
        var at = new Separation(Rows).At(0.7);

        at.Precision.ShouldBe(0.5);
        at.Recall!.Value.ShouldBe(2 / 3.0, 1e-9);
        at.F1!.Value.ShouldBe(4 / 7.0, 1e-9);
        new Separation(Rows).At(0.95).ShouldBe(new AtThreshold(null, 0, 0));
    }

    [Fact]
    public void Separation_Best_IsTheScoreWithTheHighestF1()
    {
        // From 0.9: 2/4; from 0.7: 4/7; from 0.4: 6/8; from 0.1: 6/10.
        new Separation(Rows).Best().ShouldBe(0.4);
        new Separation([]).Best().ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 1 / 3.0)]
    [InlineData(0.25, 1 / 3.0)]
    [InlineData(0.5, 1)]
    public void Separation_RecallAt_NeverTakesMoreOfTheRestThanAllowed(double falseAlarms, double recall)
    {
        // Two rows stand at 0.7, one of them a false alarm: with one allowed already spent at 0.8, neither may be taken.
        new Separation(Rows).RecallAt(falseAlarms)!.Value.ShouldBe(recall, 1e-9);
    }

    [Fact]
    public void Separation_WithoutRowsThatHold_HasNoRecallAndNoAuroc()
    {
        var separation = new Separation([new(0.2, false)]);

        separation.Auroc().ShouldBeNull();
        separation.RecallAt(0.05).ShouldBeNull();
        new Separation(Rows).Auroc()!.Value.ShouldBe((4 + 2.5 + 2) / 12, 1e-9);
    }

    [Theory]
    [InlineData("neutral,annoyance", "upset", null)]
    [InlineData("anger,annoyance", "upset", "anger")]
    [InlineData("fear", "upset", "anxiety")]
    [InlineData("fear,sadness", "upset", null)]
    [InlineData("disgust", "upset", null)]
    [InlineData("joy", "calm", null)]
    [InlineData("neutral", "calm", "neutral")]
    public void Feelings_OfAComment_AreUpsetWhenAnyIsAndOfOneEmotionWhenAllAre(string feelings, string mood, string? emotion)
    {
        var comment = new Comment("words", feelings.Split(','));

        Feelings.MoodOf(comment).ShouldBe(mood);
        Feelings.EmotionOf(comment).ShouldBe(emotion);
    }

    [Fact]
    public void GoEmotions_Read_NamesFeelingsAndTakesNoTestPart()
    {
        using var folder = new KnowledgeFolder();
        folder.Write("goemotions/labels.txt", "anger\njoy\nneutral").Write("goemotions/train.tsv", "so \"mad\"\t0,2\tid1\n")
            .Write("goemotions/dev.tsv", "fun\t1\tid2\n").Write("goemotions/test.tsv", "kept\t1\tid3\n");

        var (training, development) = GoEmotions.Read(new DataFolder(folder.Path));

        training.Single().Text.ShouldBe("so \"mad\"");
        training.Single().Feelings.ShouldBe(["anger", "neutral"]);
        development.Select(comment => comment.Text).ShouldBe(["fun"]);
    }

    [Theory]
    [InlineData("words\t3\tid")]
    [InlineData("words\tjoy\tid")]
    [InlineData("words\t1")]
    public void GoEmotions_OddLine_IsAFaultThatNamesIt(string line)
    {
        using var folder = new KnowledgeFolder();
        folder.Write("goemotions/labels.txt", "anger\njoy\nneutral").Write("goemotions/train.tsv", $"good\t0\tid\n{line}\n").Write("goemotions/dev.tsv", "good\t0\tid\n");

        var fault = Should.Throw<DataFault>(() => GoEmotions.Read(new DataFolder(folder.Path)));

        fault.Message.ShouldStartWith("Line 2 of goemotions/train.tsv");
        fault.Message.ShouldNotContain("words");
    }

    [Fact]
    public void MultiDogo_Read_FindsItsColumnsByName()
    {
        using var folder = new KnowledgeFolder();
        folder.Write("multidogo_finance/train.tsv", "id\tutterance\tintent\n1\tnew card\treplacecard\n2\tlost, new card\treplacecard<div>reportlostcard\n")
            .Write("multidogo_finance/dev.tsv", "intent\tutterance\nthankyou\tthanks\n");

        var (training, development) = MultiDogo.Read(new DataFolder(folder.Path));

        training.ShouldBe([new Labelled("new card", "replacecard"), new Labelled("lost, new card", "replacecard<div>reportlostcard")]);
        development.ShouldBe([new Labelled("thanks", "thankyou")]);
    }

    [Theory]
    [InlineData("id\ttext\tintent\n1\ta\tb\n", "The first line of")]
    [InlineData("utterance\tintent\nhello\tgreeting\nno intent\t\n", "Row 2 of")]
    [InlineData("utterance\tintent\nhello\n", "Row 1 of")]
    [InlineData("utterance\tintent\n", "multidogo_finance/train.tsv has no rows")]
    public void MultiDogo_OddFile_IsAFaultThatSaysWhere(string text, string where)
    {
        using var folder = new KnowledgeFolder();
        folder.Write("multidogo_finance/train.tsv", text);

        Should.Throw<DataFault>(() => MultiDogo.Read(new DataFolder(folder.Path))).Message.ShouldStartWith(where);
    }
}
