using Cardline.Knowledge.Index;

namespace Cardline.Knowledge.Search;

/// <summary>Everything the classifier learns from, as numbers: titles, sample questions, near misses, and what is outside.</summary>
internal sealed class Lessons
{
    /// <summary>Articles read at once: a start waits for it, but an edit while serving must leave room for questions.</summary>
    private const int AtOnceMax = 4;

    private readonly Synonyms synonyms;

    /// <param name="documents">The articles, in the order in which they are numbered.</param>
    /// <param name="outside">Questions that no article is meant to answer.</param>
    /// <param name="synonyms">The glossary.</param>
    /// <param name="applies">The names of products and regions.</param>
    /// <param name="cancel">Looked at before each article.</param>
    internal Lessons(List<RankedDocument> documents, IReadOnlyList<string> outside, Synonyms synonyms, AppliesSignal applies, CancellationToken cancel)
    {
        this.synonyms = synonyms;
        var reader = new FeatureReader();
        Space = FeatureSpace.Of([.. documents.Select(document => document.Titles.Concat(document.Questions)), outside], text => Read(reader, text));
        var nameless = NamelessQuestions.Of(documents, applies);
        var samples = new Sample[documents.Count][];
        var vectors = new SparseVector[outside.Count];
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Math.Min(AtOnceMax, Environment.ProcessorCount) };
        // Every reader writes to places of its own, so the order is the same however many there are.
        Parallel.For(0, documents.Count, options, static () => new FeatureReader(), (number, _, own) =>
        {
            samples[number] =
            [
                .. documents[number].Titles.Concat(documents[number].Questions).Concat(nameless[number]).Select(text => SampleOf(own, text, number, not: false)),
                .. documents[number].NotQuestions.Select(text => SampleOf(own, text, number, not: true)),
            ];
            return own;
        }, static _ => { });
        Parallel.For(0, outside.Count, options, static () => new FeatureReader(), (number, _, own) =>
        {
            vectors[number] = Space.Vector(Read(own, outside[number]));
            return own;
        }, static _ => { });
        Samples = [.. samples.SelectMany(of => of)];
        Outside = vectors;
    }

    internal FeatureSpace Space { get; }

    /// <summary>Gets the samples, those of one article together and the articles in order.</summary>
    internal IReadOnlyList<Sample> Samples { get; }

    internal IReadOnlyList<SparseVector> Outside { get; }

    private Sample SampleOf(FeatureReader reader, string text, int article, bool not)
    {
        var features = Read(reader, text);
        return new Sample(Space.Vector(features), article, not, reader.IsChinese);
    }

    private List<Feature> Read(FeatureReader reader, string text)
    {
        var folded = Folding.Fold(text);
        return reader.Read(folded, synonyms.GroupsIn(Folding.Key(folded)));
    }
}
