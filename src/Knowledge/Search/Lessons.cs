using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Everything the classifier learns from, as numbers: titles, sample questions, near misses, and what is outside.</summary>
internal sealed class Lessons
{
    private readonly Synonyms synonyms;
    private readonly FeatureReader reader = new();

    /// <param name="documents">The articles, in the order in which they are numbered.</param>
    /// <param name="outside">Questions that no article is meant to answer.</param>
    /// <param name="synonyms">The glossary.</param>
    /// <param name="applies">The names of products and regions.</param>
    /// <param name="cancel">Looked at before each article.</param>
    internal Lessons(List<RankedDocument> documents, IReadOnlyList<string> outside, Synonyms synonyms, AppliesSignal applies, CancellationToken cancel)
    {
        this.synonyms = synonyms;
        Space = FeatureSpace.Of([.. documents.Select(document => document.Titles.Concat(document.Questions)), outside], Read);
        var nameless = NamelessQuestions.Of(documents, applies);
        var samples = new List<Sample>();
        for (var number = 0; number < documents.Count; number++)
        {
            cancel.ThrowIfCancellationRequested();
            samples.AddRange(documents[number].Titles.Concat(documents[number].Questions).Concat(nameless[number]).Select(text => SampleOf(text, number, not: false)));
            samples.AddRange(documents[number].NotQuestions.Select(text => SampleOf(text, number, not: true)));
        }

        Samples = samples;
        Outside = [.. outside.Select(text => Space.Vector(Read(text)))];
    }

    internal FeatureSpace Space { get; }

    /// <summary>Gets the samples, those of one article together and the articles in order.</summary>
    internal IReadOnlyList<Sample> Samples { get; }

    internal IReadOnlyList<SparseVector> Outside { get; }

    private Sample SampleOf(string text, int article, bool not)
    {
        var features = Read(text);
        return new Sample(Space.Vector(features), article, not, reader.IsChinese);
    }

    private List<Feature> Read(string text)
    {
        var folded = Folding.Fold(text);
        return reader.Read(folded, synonyms.GroupsIn(Folding.Key(folded)));
    }
}
