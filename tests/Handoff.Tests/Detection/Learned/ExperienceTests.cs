using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;
using Cardline.Handoff.Tests.Doubles;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Handoff.Tests.Detection.Learned;

/// <summary>What is learnt from a handful of made examples, and what is shown of a message as evidence.</summary>
public sealed class ExperienceTests(RepositoryPolicy repository) : IClassFixture<RepositoryPolicy>
{
    private const string Gift = "present:\n  en: [gift, surprise]\n  zh-Hans: [礼物, 惊喜]\n";

    private readonly List<Example> _few = [.. EditorsFolder.Few.Select(line => line.Split('\t')).Select(line => new Example(line[0], line[1]))];

    [Fact]
    public void Learn_SameExamplesTwice_GivesTheSameProbabilitiesBitForBit()
    {
        var (one, other) = (Learnt(_few, "first"), Learnt(_few, "second"));

        ReferenceEquals(one, other).ShouldBeFalse();
        foreach (var text in new[] { "a purple gnome took my bill", "what is the fee", "grumble", "nothing like it at all", string.Empty })
        {
            Bits(one.Of(text)).ShouldBe(Bits(other.Of(text)));
        }
    }

    [Fact]
    public void Of_SameLessonsTwice_IsNotLearntAgain()
    {
        var lessons = Made(_few, "third");

        Experience.Knows(lessons).ShouldBeFalse();
        Experience.Of(lessons).ShouldBeSameAs(Experience.Of(lessons with { }));
        Experience.Knows(lessons).ShouldBeTrue();
        Experience.Of(Made([], string.Empty)).ShouldBeNull();
    }

    /// <summary>An editors' folder begins with a line or two.</summary>
    [Fact]
    public void Learn_NothingThatThreeExamplesHold_JudgesAll()
    {
        var learnt = Learnt([new Example("fraud", "abc")], "one line");

        learnt.Of("abc").Reason.Sum().ShouldBe(1, 0.001);
        learnt.Of(string.Empty).Emotion.Sum().ShouldBe(1, 0.001);
    }

    [Fact]
    public void Of_SeenTexts_GetTheirLabel()
    {
        var learnt = Learnt(_few, "fourth");

        foreach (var example in _few)
        {
            var reasons = learnt.Of(example.Text).Reason;
            var top = Subject.Reason.Labels[Enumerable.Range(0, reasons.Count).MaxBy(place => reasons[place])];
            top.ShouldBe(example.Label, example.Text);
        }
    }

    [Fact]
    public void Of_AnyText_SharesOutAllProbability()
    {
        var learnt = Learnt(_few, "fourth");

        foreach (var text in new[] { "a purple gnome", "zzz", string.Empty, "!!!", new string('x', 20_000) })
        {
            var impression = learnt.Of(text);
            (impression.Reason.Count, impression.Emotion.Count).ShouldBe((Subject.Reason.Labels.Count, Subject.Emotion.Labels.Count));
            impression.Reason.Sum().ShouldBe(1, 1e-4);
            impression.Emotion.Sum().ShouldBe(1, 1e-4);
            impression.Reason.ShouldAllBe(share => share >= 0 && share <= 1);
        }
    }

    [Fact]
    public void Learn_OneConceptInBothLanguages_HoldsForItsOtherWords()
    {
        List<Example> examples = [.. _few, new("fraud", "a gift"), new("fraud", "the gift"), new("fraud", "one gift more")];
        var concepts = ConceptFile.Read("concepts.yml", Gift, repository.Variants);

        var with = Experience.Of(new Lessons(concepts, repository.Variants, [examples, []], "with"))!;
        var without = Experience.Of(new Lessons(Concepts.None, repository.Variants, [examples, []], "without"))!;

        with.Judge("惊喜").Reason.ShouldBe("fraud");
        with.Judge("惊喜").Of("fraud").ShouldBeGreaterThan(1.1f * without.Judge("惊喜").Of("fraud"));
        with.Judge("汽车").Reasons.ShouldBe(with.Judge("火车").Reasons, "nothing was said of either");
    }

    [Fact]
    public void Judge_LongText_IsAsUrgentAsItsMostUrgentPart()
    {
        var learnt = Learnt(_few, "fourth");
        var filling = string.Concat(Enumerable.Repeat("what is the yearly fee of this card. ", 40));
        const string Danger = "the purple gnome took my points. ";

        foreach (var text in new[] { Danger + filling, filling + Danger, filling + Danger + filling })
        {
            learnt.Judge(Folded(text)).Reason.ShouldBe("dispute");
            learnt.Judge(Folded(text)).AtOnce.ShouldBeGreaterThanOrEqualTo(learnt.Judge(Folded(filling + filling)).AtOnce);
        }

        learnt.Judge(Folded(filling)).AtOnce.ShouldBeLessThan(0.5f);
    }

    [Fact]
    public void AtOnce_ExampleAddedToThoseOfTheRepository_DecidesItsMessageAndItsAlone()
    {
        string[] said = ["my neighbour keeps borrowing the points catalogue", "机场贵宾厅里全是气球"];
        using var folder = new EditorsFolder();
        foreach (var file in Lessons.Files(Repository.KnowledgeBase))
        {
            File.Copy(file, Path.Combine(folder.FullPath, Path.GetRelativePath(Repository.KnowledgeBase, file)));
        }

        folder.Append(EditorsFolder.Examples, $"\ncomplaint\t{said[0]}\n");
        folder.Append("handoff/examples/reason.zh-Hans.tsv", $"\ncomplaint\t{said[1]}\n");
        var taught = HandoffPolicy.FromFolder(folder.FullPath);

        foreach (var text in said)
        {
            repository.AtOnce(text).ShouldBe(HandoffDecision.None);
            taught.AtOnce([new SaidTurn("cardholder", text)]).ShouldBe(new HandoffDecision(HandoffStep.Handoff, "complaint", text, HandoffPolicy.ExamplesRule));
        }

        taught.AtOnce([new SaidTurn("cardholder", "what is the annual fee")]).ShouldBe(HandoffDecision.None);
        taught.AtOnce([new SaidTurn("cardholder", "where is the points catalogue")]).ShouldBe(HandoffDecision.None);
    }

    [Theory]
    [InlineData("我的card被stole了")]
    [InlineData("你好，我的咭俾人偷咗，請即刻幫我停咗佢")]
    [InlineData("ＳＯＭＥＢＯＤＹ　ｐｉｎｃｈｅｄ　ｍｙ　ｃａｒｄ，ｈｅｌｐ")]
    [InlineData("ﬁnd me my card: it walked off with a thief ﬀ")]
    [InlineData("...")]
    [InlineData("😡 my état 😡")]
    public void Evidence_AnyReason_IsAPartOfTheWrittenMessage(string text)
    {
        foreach (var written in new[] { text, string.Concat(Enumerable.Repeat(text.Replace(',', ' ').Replace('，', ' '), 30)) })
        {
            foreach (var reason in HandoffReasons.All)
            {
                var evidence = OfTheRepository.Evidence(Folded(written), reason);

                written.ShouldContain(evidence);
                evidence.Length.ShouldBeLessThanOrEqualTo(Experience.EvidenceCharsMax);
            }
        }
    }

    [Fact]
    public void Evidence_OneClauseSpeaksForTheReason_IsThatClause() =>
        Learnt(_few, "fourth").Evidence(Folded("What is the yearly fee? The PURPLE gnome took my points, can i raise my limit."), "dispute").ShouldBe("The PURPLE gnome took my points");

    [Fact]
    public void Judge_AnyText_NeverThrowsAndQuotesTheText() => Prop.ForAll<string>(some =>
    {
        var text = (some ?? string.Empty) + "\ud83d 我的咭俾人偷咗 ﬁn";
        var likely = OfTheRepository.Judge(Folded(text));
        return text.Contains(OfTheRepository.Evidence(Folded(text), likely.Reason), StringComparison.Ordinal) && likely.AtOnce + likely.Offered < 1.001f;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Judge_HalvesOfPicturesAtAnyPlace_NeverThrow()
    {
        foreach (var text in new[] { "\ud83d", "\ude00", "a\ud83d", "\ude00a", "\ud83d\ud83d", new string('\ud83d', 20_000), string.Concat(Enumerable.Repeat("😡a", 7000))[1..] })
        {
            OfTheRepository.Judge(text).Reasons.Sum().ShouldBe(1, 1e-3);
            OfTheRepository.Judge(Folded(text)).Reasons.Sum().ShouldBe(1, 1e-3);
        }
    }

    private Experience OfTheRepository => repository.Experience;

    private FoldedText Folded(string text) => FoldedText.Of(text, repository.Variants);

    private Experience Learnt(IReadOnlyList<Example> examples, string version) => Experience.Of(Made(examples, version))!;

    private Lessons Made(IReadOnlyList<Example> examples, string version) => new(Concepts.None, repository.Variants, [examples, []], version);

    private static List<int> Bits(Impression impression) => [.. impression.Reason.Concat(impression.Emotion).Select(BitConverter.SingleToInt32Bits)];
}
