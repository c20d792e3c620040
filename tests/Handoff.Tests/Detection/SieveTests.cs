using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Tests.Doubles;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>The sieve spares work and changes nothing: whatever is decided with it is decided without it.</summary>
public sealed partial class SieveTests
{
    private const int SamplesOfPattern = 12;
    private const int Texts = 4000;
    private const int Conversations = 1500;
    private const int RandomPatterns = 20_000;
    private const int TextsOfPattern = 12;

    private static readonly string Yaml = File.ReadAllText(Path.Combine(Repository.KnowledgeBase, "handoff.yml"));
    private static readonly string[] Cases = File.ReadAllLines(Path.Combine(Repository.KnowledgeBase, "tests", "handoff.jsonl"));
    private static readonly string[] Joints = [" ", " ", " ", "", "", ", ", ". ", "? ", "! ", "\n", "，", "。", "？", "'", "-", "_"];

    private readonly RuleSet rules = RuleFile.Read("handoff.yml", Yaml);
    private readonly List<Pattern> patterns;

    public SieveTests() => patterns = [.. All(rules).Distinct()];

    [Fact]
    public void Ways_PatternsOfTheRepository_NearlyAllTellWhatTheyNeed()
    {
        patterns.Count.ShouldBeGreaterThan(300);
        patterns.Count(pattern => PatternReader.Ways(pattern.ToString()).Count == 0).ShouldBeLessThan(patterns.Count / 20);
    }

    [Fact]
    public void Sift_TextsThatThePatternsAreMadeFor_HoldsNoPatternBack()
    {
        var lot = new Random(17);
        var (found, foundOf) = (0, new HashSet<Pattern>());
        foreach (var pattern in patterns)
        {
            var samples = new PatternSamples(pattern.ToString(), lot);
            for (var i = 0; i < SamplesOfPattern; i++)
            {
                var core = samples.Next();
                foreach (var text in new[] { core, $"so {core} ok", $"卡{core}了", $"x{core}_" })
                {
                    if (SpansAgree(pattern, text))
                    {
                        found++;
                        foundOf.Add(pattern);
                    }
                }
            }
        }

        // Otherwise it would have compared nothing with nothing.
        found.ShouldBeGreaterThan(5000);
        foundOf.Count.ShouldBeGreaterThan(patterns.Count * 9 / 10);
    }

    [Fact]
    public void Sift_RandomJoinsOfWords_EveryPatternIsFoundInTheSamePlaces()
    {
        var lot = new Random(3);
        var words = Words();
        var found = 0;
        for (var i = 0; i < Texts; i++)
        {
            var sifted = rules.Sieve.Sift(FoldedText.Of(Joined(words, lot), rules.Variants).Folded);
            foreach (var pattern in patterns)
            {
                if (!sifted.MayHold(pattern.Number))
                {
                    pattern.Spans(sifted with { Candidates = null }).ShouldBeEmpty($"{pattern} in {sifted.Words}");
                }
                else
                {
                    found += pattern.IsMatch(sifted) ? 1 : 0;
                }
            }
        }

        found.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Judge_CasesAndRandomConversations_DecidesAsWithoutTheSieve()
    {
        var lot = new Random(29);
        var (sifted, open) = (HandoffPolicy.OfRules(rules), HandoffPolicy.OfRules(rules with { Sifting = new Lazy<Sieve>(Sieve.Open) }));
        var words = Words();
        var handed = 0;
        foreach (var said in Cases.Select(Said).Concat(Enumerable.Range(0, Conversations).Select(_ => Conversation(words, lot))))
        {
            var shared = new SaidSoFar(said);
            var atOnce = open.AtOnce(said);
            sifted.AtOnce(shared).ShouldBe(atOnce, said[^1].Text);
            handed += atOnce.Step == HandoffStep.Handoff ? 1 : 0;
            foreach (var outcome in new[] { "answer", "choose", "unknown" })
            {
                var after = open.AfterAnswer(said, outcome);
                sifted.AfterAnswer(shared, outcome).ShouldBe(after, said[^1].Text);
                sifted.AfterAnswer(said, outcome).ShouldBe(after, said[^1].Text);
                handed += after.Step == HandoffStep.Offer ? 1 : 0;
            }
        }

        handed.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Sift_RandomPatterns_HoldsBackNoneThatIsFound()
    {
        string[] syntax = ["a", "b", "card", "card", " ", "卡", "'", "_", "1", "|", "|", "(?:", "(?:", ")", ")", "(", "?", "*", "+", "{2}", "{0,2}", "{1,}", "[ab]", "[^a]", "[a-c1]", @"\b", @"\b", "^", "$", ".", @"\w", @"\d", @"\.", "??", "[]x]", @"[\w-]", "(?<n>", "{", "]", "-", @"\B", "(?i)"];
        string[] texts = ["a", "b", "c", "card", " ", "卡", "'", "_", "1", ".", "x", "é"];
        var lot = new Random(41);
        var (read, told, found, held) = (0, 0, 0, 0);
        for (var i = 0; i < RandomPatterns; i++)
        {
            var made = string.Concat(Enumerable.Range(0, lot.Next(1, 12)).Select(_ => syntax[lot.Next(syntax.Length)]));
            PatternReader.Ways(made).ShouldNotBeNull();
            if (!IsPattern(made, out var pattern))
            {
                continue;
            }

            read++;
            told += PatternReader.Ways(made).Count > 0 ? 1 : 0;
            var sieve = new Sieve([pattern]);
            for (var j = 0; j < TextsOfPattern; j++)
            {
                var text = string.Concat(Enumerable.Range(0, lot.Next(0, 7)).Select(_ => texts[lot.Next(texts.Length)]));
                var sifted = sieve.Sift(text);
                var isFound = pattern.IsMatch(sifted with { Candidates = null });
                (isFound && !sifted.MayHold(0)).ShouldBeFalse($"{made} in {text}");
                found += isFound ? 1 : 0;
                held += sifted.MayHold(0) ? 0 : 1;
            }
        }

        (read > 2000 && told > 500 && found > 5000 && held > 5000).ShouldBeTrue($"{read} patterns, {told} told, {found} found, {held} held back");
    }

    [Fact]
    public void Sift_WordsWithinOtherWords_LetsNothingThroughThatStandsAtTheEdgesOfAWord()
    {
        Pattern word = new(@"\bhe\b", 0), part = new("he", 1), start = new(@"\bhe", 2), end = new(@"he\b", 3);
        var sieve = new Sieve([word, part, start, end]);

        Through(sieve, "other").ShouldBe("1");
        Through(sieve, "he").ShouldBe("0123");
        Through(sieve, "卡he卡").ShouldBe("0123");
        Through(sieve, "hello").ShouldBe("12");
        Through(sieve, "a the_").ShouldBe("1");
        Through(sieve, "the").ShouldBe("13");
        Through(sieve, "nothing of it").ShouldBeEmpty();
        Through(sieve, string.Empty).ShouldBeEmpty();
    }

    [Fact]
    public void Sift_EverySetIsNeeded_LetsThroughOnlyWhatHasAll()
    {
        var sieve = new Sieve([new(@"(?:lost|stole).{0,9}(?:card|wallet)", 0), new("help|card.*gone", 1), new(@"\d+", 2)]);

        Through(sieve, "lost it").ShouldBe("2");
        Through(sieve, "my card").ShouldBe("2");
        Through(sieve, "stole my card").ShouldBe("02");
        Through(sieve, "help").ShouldBe("12");
        Through(sieve, "gone card").ShouldBe("12");
    }


    [Fact]
    public void Holds_PartThatEndsWithinAWord_IsSiftedByItself()
    {
        var edge = new Pattern(@"\blo\b", 0);
        var sieve = new Sieve([edge]);
        var sentence = Sentence.Of(FoldedText.Of("my card lost", rules.Variants), sieve).Single();

        sentence.Sifted.MayHold(0).ShouldBeFalse();
        new UnlessGroup(WholeSentence: false, [edge]).Holds(sentence, 3, "my card lo".Length, sieve).ShouldBeTrue();
        new UnlessGroup(WholeSentence: true, [edge]).Holds(sentence, 3, "my card lo".Length, sieve).ShouldBeFalse();
    }
    private static bool IsPattern(string text, [NotNullWhen(true)] out Pattern? pattern)
    {
        try
        {
            pattern = new Pattern(text, 0);
            return true;
        }
        catch (ArgumentException)
        {
            pattern = null;
            return false;
        }
    }

    private static string Through(Sieve sieve, string text)
    {
        var sifted = sieve.Sift(text);
        return string.Concat(Enumerable.Range(0, 4).Where(number => number < sieve.Count && sifted.MayHold(number)));
    }

    /// <summary>Compares with and without the sieve.</summary>
    /// <returns>Whether the pattern was found.</returns>
    private bool SpansAgree(Pattern pattern, string text)
    {
        var sifted = rules.Sieve.Sift(text);
        var without = pattern.Spans(sifted with { Candidates = null });
        pattern.Spans(sifted).ShouldBe(without, $"{pattern} in {text}");
        return without.Count > 0;
    }

    private static IEnumerable<Pattern> All(RuleSet rules) =>
        rules.Rules.SelectMany(rule => rule.Match.Concat(rule.Not).Concat(rule.Unless.SelectMany(group => group.Patterns)))
            .Concat(rules.OfferMade).Concat(rules.OfferAccepted).Concat(rules.NotHelped);

    private string[] Words() =>
    [
        .. patterns.SelectMany(pattern => PlainWords().Matches(Escapes().Replace(pattern.ToString(), "|")).Select(match => match.Value)),
        .. Cases.SelectMany(line => Said(line)[^1].Text.Split(' ')),
    ];

    private static string Joined(string[] words, Random lot) =>
        string.Concat(Enumerable.Range(0, lot.Next(1, 13)).Select(_ => words[lot.Next(words.Length)] + Joints[lot.Next(Joints.Length)]));

    private static List<SaidTurn> Conversation(string[] words, Random lot)
    {
        string[] speakers = ["cardholder", "cardholder", "bot", "bot", "agent"];
        string?[] outcomes = [null, "answer", "choose", "unknown", "unknown"];
        string?[] offered = [null, null, "none", "anger", "unhelped"];
        var texts = Enumerable.Range(0, lot.Next(0, 7)).Select(_ => lot.Next(4) == 0 ? "Would you like to talk to a colleague?" : Joined(words, lot)).ToList();
        return
        [
            .. texts.Select(text => speakers[lot.Next(speakers.Length)] is var from && from == "bot"
                ? new SaidTurn(from, text, outcomes[lot.Next(outcomes.Length)], offered[lot.Next(offered.Length)])
                : new SaidTurn(from, text)),
            new SaidTurn("cardholder", lot.Next(8) == 0 ? "yes please" : Joined(words, lot)),
        ];
    }

    private static List<SaidTurn> Said(string line)
    {
        using var parsed = JsonDocument.Parse(line);
        var turns = parsed.RootElement.GetProperty("turns").EnumerateArray()
            .Select(turn => new SaidTurn(turn.GetProperty("from").GetString()!, turn.GetProperty("text").GetString()!, turn.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null))
            .ToList();
        return turns[..(turns.FindLastIndex(turn => turn.From == "cardholder") + 1)];
    }

    [GeneratedRegex(@"[\p{L}' ]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainWords();

    [GeneratedRegex(@"\\[a-zA-Z]|\?:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes();
}
