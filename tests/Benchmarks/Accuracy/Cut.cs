using Cardline.Benchmarks.Converting;

namespace Cardline.Benchmarks.Accuracy;

/// <summary>Articles to learn from and questions to ask, none of which stands in them.</summary>
internal sealed record Cut(IReadOnlyList<MadeArticle> Articles, IReadOnlyList<MadeQuestion> Questions);
