namespace Cardline.Benchmarks.Converting;

/// <summary>An article made by a program.</summary>
internal sealed record MadeArticle(string Id, string Title, IReadOnlyList<string> Questions, string Body);

/// <summary>A question with its right answer.</summary>
/// <param name="Text">The words.</param>
/// <param name="Article">The id of the right article; null when none answers it.</param>
/// <param name="Kind">Which kind of question out of scope it is; null in scope.</param>
internal sealed record MadeQuestion(string Text, string? Article, string? Kind = null);
