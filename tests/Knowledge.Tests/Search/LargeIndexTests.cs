using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Search;

/// <summary>Far more articles than a bank has: the index is built, and still finds the one that was asked for.</summary>
public sealed class LargeIndexTests
{
    private const int Articles = 20_000;
    private const int Words = 3_000;
    private const int WordsOfAQuestion = 5;

    [Fact]
    [Trait("Size", "Large")]
    public void Engine_TwentyThousandArticles_FindsTheOneThatWasAskedFor()
    {
        var random = new Random(20261121);
        var documents = Enumerable.Range(0, Articles).Select(number => Made.Document($"a{number:00000}", Question(random), Question(random))).ToList();

        var ranker = KnowledgeServices.Engine(documents, Glossary.Empty, []);

        foreach (var number in (int[])[0, 1, Articles / 2, Articles - 1])
        {
            var asWritten = ranker.Rank(documents[number].Questions[0]);
            asWritten.Articles[0].ShouldBe(new Ranked(documents[number].Id, Certainty.Exact));
            // One word is left out and the others are turned round, so that the wording alone finds nothing.
            var bent = ranker.Rank(string.Join(' ', documents[number].Questions[0].Split(' ').Reverse().Skip(1)));
            bent.Articles.Take(3).ShouldContain(ranked => ranked.Article == documents[number].Id);
            bent.Articles[0].Probability.ShouldBeLessThan(Certainty.Exact);
            bent.Articles.Count.ShouldBe(TrainedRanker.RankedMax);
            bent.Articles.Sum(ranked => ranked.Probability).ShouldBeLessThanOrEqualTo(1 + 1e-9);
        }
    }

    private static string Question(Random random) => string.Join(' ', Enumerable.Range(0, WordsOfAQuestion).Select(_ => Word(random.Next(Words))));

    // Three syllables from a number, so that the words look like words and share beginnings.
    private static string Word(int number)
    {
        const string Consonants = "bdfgklmnprstvz";
        const string Vowels = "aeiou";
        return string.Create(6, number, (span, rest) =>
        {
            for (var i = 0; i < span.Length; i += 2)
            {
                (span[i], span[i + 1]) = (Consonants[rest % Consonants.Length], Vowels[rest / Consonants.Length % Vowels.Length]);
                rest /= Consonants.Length * Vowels.Length;
            }
        });
    }
}
