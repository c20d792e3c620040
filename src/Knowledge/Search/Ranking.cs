namespace Cardline.Knowledge.Search;

/// <summary>The articles in order for one question.</summary>
/// <param name="Articles">The most probable first, each once; articles of equal probability in order of id; not all of a large index.</param>
/// <param name="Why">Says why the first came first; called at most once, and only for a ranking that is shown.</param>
internal sealed record Ranking(IReadOnlyList<Ranked> Articles, Func<Explanation>? Why)
{
    internal static Ranking Empty { get; } = new([], null);
}

/// <summary>An article and how probably it answers the question, 0 to 1.</summary>
internal readonly record struct Ranked(string Article, double Probability);
