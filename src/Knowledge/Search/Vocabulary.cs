namespace Cardline.Knowledge.Search;

/// <summary>All terms of the articles, numbered, each with how rare it is.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int> documents = [];
    private readonly int documentCount;
    private readonly double[] rarities;

    internal Vocabulary(IEnumerable<IEnumerable<string>> termsOfDocuments)
    {
        foreach (var terms in termsOfDocuments)
        {
            documentCount++;
            foreach (var term in terms.Distinct(StringComparer.Ordinal))
            {
                if (numbers.TryAdd(term, documents.Count)) documents.Add(0);
                documents[numbers[term]]++;
            }
        }

        rarities = [.. documents.Select(RarityOf)];
        UnknownRarity = RarityOf(1);
    }

    internal int Count => documents.Count;

    internal int? Number(string term) => numbers.TryGetValue(term, out var number) ? number : null;

    internal double Rarity(int number) => rarities[number];

    /// <summary>Gets the rarity of a term that no article holds: as if one did.</summary>
    internal double UnknownRarity { get; }

    private double RarityOf(int holders) => Math.Log(1 + ((documentCount - holders + 0.5) / (holders + 0.5)));
}
