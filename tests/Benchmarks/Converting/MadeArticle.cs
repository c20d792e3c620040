namespace Cardline.Benchmarks.Converting;

/// <summary>An article made by a program.</summary>
internal sealed record MadeArticle(string Id, string Title, IReadOnlyList<string> Questions, string Body);

/// <summary>A question with its right answer; <see cref="Article"/> is null when no article answers it.</summary>
internal sealed record MadeQuestion(string Text, string? Article);
