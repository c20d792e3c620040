using System.Text.RegularExpressions;
using Cardline.Handoff.Detection;
using YamlDotNet.RepresentationModel;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>What a cardholder hears around a handoff: one calm line, no praise, no promise, the same in both languages.</summary>
public sealed partial class ApprovedTextsTests
{
    /// <summary>How long a calm line may be; the two for danger to life name two numbers.</summary>
    private const int CharsMax = 260;

    private static readonly Dictionary<string, SortedDictionary<string, string>> Texts = new()
    {
        ["en"] = Read("en"), ["zh-Hans"] = Read("zh-Hans"),
    };

    [Fact]
    public void Files_OfBothLanguages_HaveTheSameKeys() => Texts["zh-Hans"].Keys.ShouldBe(Texts["en"].Keys);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public void Texts_All_AreOneLineWithoutPraiseOrPromise(string lang)
    {
        var forbidden = lang == "en" ? ForbiddenEnglish() : ForbiddenChinese();
        Texts[lang].Count.ShouldBeGreaterThan(50);
        foreach (var (key, text) in Texts[lang])
        {
            text.ShouldNotContain('\n', $"{lang} {key}");
            text.Length.ShouldBeInRange(1, CharsMax, $"{lang} {key}");
            forbidden.IsMatch(text).ShouldBeFalse($"{lang} {key}: \"{text}\" has \"{forbidden.Match(text).Value}\"");
        }
    }

    [Theory]
    [InlineData("en", "Thank you for your patience.")]
    [InlineData("en", "Don't worry, we will fix this.")]
    [InlineData("en", "A colleague comes shortly!")]
    [InlineData("zh-Hans", "感谢您的耐心等待。")]
    [InlineData("zh-Hans", "我们一定尽快为您解决。")]
    [InlineData("zh-Hans", "请您放心。")]
    public void Forbidden_WhatNobodyMaySay_IsFound(string lang, string text) => (lang == "en" ? ForbiddenEnglish() : ForbiddenChinese()).IsMatch(text).ShouldBeTrue();

    [Theory]
    [InlineData("en", '?')]
    [InlineData("zh-Hans", '？')]
    public void Texts_LinesThatHandOver_NamePlaceOrHotlineAndAskNothing(string lang, char asks)
    {
        foreach (var (key, text) in Texts[lang])
        {
            switch (key.Split('.')[^1])
            {
                case "handed_over":
                    text.Split("{place}").Length.ShouldBe(2, $"{lang} {key}");
                    text.ShouldNotContain(asks, $"{lang} {key}");
                    break;
                case "nobody_on_duty":
                    text.ShouldContain("{{hotline.", customMessage: $"{lang} {key}");
                    text.ShouldNotContain("{place}", customMessage: $"{lang} {key}");
                    break;
                case "offer" or "intake" or "intake_noted":
                    text.ShouldEndWith(asks.ToString(), customMessage: $"{lang} {key}");
                    text.ShouldNotContain("{place}", customMessage: $"{lang} {key}");
                    break;
            }
        }
    }

    [Fact]
    public void Texts_EveryReason_NamesItsOwnConcern()
    {
        foreach (var lang in Texts.Keys)
        {
            var lines = HandoffReasons.All.Select(reason => Texts[lang][$"reasons.{reason}.handed_over"]).ToList();
            lines.Distinct(StringComparer.Ordinal).Count().ShouldBe(HandoffReasons.All.Count, lang);
            HandoffReasons.Offered.Where(reason => reason != "complex").ShouldAllBe(reason => Texts[lang].ContainsKey($"reasons.{reason}.offer"), lang);
            new[] { "complex", "technical_error" }.ShouldAllBe(reason => Texts[lang].ContainsKey($"reasons.{reason}.intake"), lang);
        }
    }

    [Fact]
    public void Read_QuestionUnderAReasonAtOnce_IsAFault()
    {
        var text = File.ReadAllText(Path("en"));
        var broken = text.Replace("  hardship:\n", "  hardship:\n    intake: \"Since when?\"\n", StringComparison.Ordinal);

        Should.Throw<HandoffFileException>(() => TextFile.Read("texts.en.yml", broken, _ => true)).Faults.ShouldHaveSingleItem().Code.ShouldBe("HND114");
        TextFile.Read("texts.en.yml", text, _ => true).Reasons["hardship"].Intake.ShouldBeNull();
    }

    [Fact]
    public void Read_QuestionWithoutTheLineThatNotesTheReply_IsAFault()
    {
        var broken = LineThatNotes().Replace(File.ReadAllText(Path("en")), string.Empty);

        Should.Throw<HandoffFileException>(() => TextFile.Read("texts.en.yml", broken, _ => true)).Faults.ShouldAllBe(fault => fault.Code == "HND103");
    }

    [Fact]
    public void Read_TheQuestion_ComesWithItsOwnNoteOrTheDefault()
    {
        var reasons = TextFile.Read("texts.en.yml", File.ReadAllText(Path("en")), _ => true).Reasons;

        reasons["technical_error"].IntakeNoted.ShouldBe(Texts["en"]["reasons.technical_error.intake_noted"]);
        reasons["complex"].IntakeNoted.ShouldBe(Texts["en"]["default.intake_noted"]);
        (reasons["anger"].Intake, reasons["anger"].IntakeNoted).ShouldBe((null, null));
    }

    private static SortedDictionary<string, string> Read(string lang)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path(lang))));
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Gather((YamlMappingNode)stream.Documents[0].RootNode, string.Empty, found);
        return found;
    }

    private static void Gather(YamlMappingNode map, string above, SortedDictionary<string, string> found)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = above + ((YamlScalarNode)key).Value;
            switch (value)
            {
                case YamlMappingNode inner:
                    Gather(inner, name + ".", found);
                    break;
                case YamlSequenceNode list:
                    for (var i = 0; i < list.Children.Count; i++)
                    {
                        found[$"{name}.{i}"] = ((YamlScalarNode)list[i]).Value!;
                    }

                    break;
                default:
                    found[name] = ((YamlScalarNode)value).Value!;
                    break;
            }
        }
    }

    private static string Path(string lang) => System.IO.Path.Combine(Repository.KnowledgeBase, "handoff", $"texts.{lang}.yml");

    [GeneratedRegex(
        @"!|\b(?:patience|patient|appreciate|valued|dear|great|excellent|wonderful|glad|happy|pleas(?:ed|ure)|delighted|honou?r|rest assured|worry|calm down|relax|i understand|we understand|inconvenience|apologi[sz]e|guarantee|promise|certainly|definitely|surely|of course|soon|shortly|moment|as quickly|right away|straight away|immediately|refund|compensat\w+|will (?:be|fix|solve|resolve|help|get|make|take|look|go)|resolve|solve)\b|don['’]t worry",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ForbiddenEnglish();

    [GeneratedRegex(
        @"[!！~～]|耐心|尊敬|尊贵|亲爱|感谢|谢谢|荣幸|高兴|乐意|放心|别担心|不要担心|不用担心|冷静|别急|理解您|非常抱歉|保证|一定|承诺|马上|尽快|立刻|立即|很快|稍等|稍候|即将|赔|退款|退还|会(?:为您)?(?:解决|处理|联系|办)|我们会|将由",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ForbiddenChinese();

    [GeneratedRegex(@"^ +intake_noted:.*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineThatNotes();
}
