using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Detection.Learned;

/// <summary>What is read of the editors' folder to learn from, and what the policy makes of it.</summary>
public sealed class LessonsTests : IDisposable
{
    private static readonly RuleSet Rules = RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff.yml")));

    private readonly EditorsFolder _folder = new(EditorsFolder.Few);

    [Fact]
    public void Read_WindowsLineEnds_ReadsTheSameExamples()
    {
        var before = Read().Examples[0];
        _folder.Write(EditorsFolder.Examples, string.Join("\r\n", EditorsFolder.Few) + "\r\n");

        Read().Examples[0].ShouldBe(before);
        before.Count.ShouldBe(EditorsFolder.Few.Length);
    }

    [Fact]
    public void Read_BothLanguagesAndSubjects_AreKeptApartBySubject()
    {
        _folder.Write("handoff/examples/reason.zh-Hans.tsv", "fraud\t有人刷了我的卡\n");
        _folder.Write("handoff/examples/emotion.zh-Hans.tsv", "anger\t气死我了\n");

        var lessons = Read();

        lessons.Examples.Count.ShouldBe(2);
        lessons.Examples[0][^1].ShouldBe(new Example("fraud", "有人刷了我的卡"));
        lessons.Examples[1].ShouldBe([new Example("anger", "气死我了")]);
    }

    [Fact]
    public void Version_AnyFileChanges_IsAnother()
    {
        List<string> versions = [Policy().Version];
        foreach (var file in Lessons.Files(_folder.FullPath))
        {
            var line = Path.GetFileName(file).Split('.')[0] switch { "concepts" => "present:\n  en: [gift]\n", "reason" => "none\thello there\n", _ => "neutral\thello there\n" };
            File.AppendAllText(file, line);
            versions.Add(Policy().Version);
        }

        _folder.Append("handoff.yml", "# another word\n");
        versions.Add(Policy().Version);

        versions.Count.ShouldBe(7);
        versions.Distinct().Count().ShouldBe(versions.Count);
        versions.ShouldAllBe(version => version.Length == 12 && version.All(char.IsAsciiHexDigitLower));
        Policy().Version.ShouldBe(versions[^1]);
    }

    [Fact]
    public void FromFolder_WithoutExamples_RulesAloneDecide()
    {
        using var bare = new EditorsFolder();
        bare.Write("handoff/concepts.yml", "present:\n  en: [gift]\n");
        bare.Write(EditorsFolder.Examples, "# none yet\n\n");
        var policy = HandoffPolicy.FromFolder(bare.FullPath);

        Lessons.Read(bare.FullPath, Rules.Variants).AreNone.ShouldBeTrue();
        policy.Version.ShouldBe(HandoffPolicy.OfRules(Rules).Version);
        foreach (var text in new[] { "a purple gnome took my bill", "someone stole my card", "I lost my job and can't make the minimum payment", "what is the annual fee", "" })
        {
            SaidTurn[] said = [new("cardholder", text)];
            policy.AtOnce(said).ShouldBe(HandoffPolicy.OfRules(Rules).AtOnce(said));
            policy.AfterAnswer(said, "unknown").ShouldBe(HandoffPolicy.OfRules(Rules).AfterAnswer(said, "unknown"));
            policy.Rights(said).ShouldBe(HandoffPolicy.OfRules(Rules).Rights(said));
            policy.AtOnce(said).Rule.ShouldNotBe(HandoffPolicy.ExamplesRule);
        }
    }

    [Fact]
    public void FromFolder_WithExamples_DecidesWhatNoRuleKnows()
    {
        SaidTurn[] said = [new("cardholder", "a purple gnome took my bill")];

        var decision = Policy().AtOnce(said);

        decision.ShouldBe(new HandoffDecision(HandoffStep.Handoff, "dispute", said[0].Text, HandoffPolicy.ExamplesRule));
        HandoffPolicy.OfRules(Rules).AtOnce(said).ShouldBe(HandoffDecision.None);
        Policy().AtOnce([new("cardholder", "how do i pay my bill")]).ShouldBe(HandoffDecision.None);
        Policy().AfterAnswer([new("cardholder", "grumble about the bill")], "answer").ShouldBe(new HandoffDecision(HandoffStep.Offer, "anger", "grumble about the bill", HandoffPolicy.ExamplesRule));
    }

    [Theory]
    [InlineData("handoff/examples/reason.en.tsv", "nobody\thello", "handoff/examples/reason.en.tsv:17:1: HND116")]
    [InlineData("handoff/examples/emotion.zh-Hans.tsv", "anger 气", "handoff/examples/emotion.zh-Hans.tsv:1:1: HND116")]
    [InlineData("handoff/concepts.yml", "a: yes", "handoff/concepts.yml:1:1: HND115")]
    public void FromFolder_BrokenFile_SaysWhere(string file, string line, string says)
    {
        _folder.Append(file, line);

        Should.Throw<HandoffFileException>(Policy).Message.ShouldStartWith(says);
    }

    public void Dispose() => _folder.Dispose();

    private HandoffPolicy Policy() => HandoffPolicy.FromFolder(_folder.FullPath);

    private Lessons Read() => Lessons.Read(_folder.FullPath, Rules.Variants);
}
