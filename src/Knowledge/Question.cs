namespace Cardline.Knowledge;

/// <summary>One question as a cardholder asked it.</summary>
/// <param name="Text">The words, unmodified.</param>
/// <param name="Lang">Language to answer in: <c>en</c> or <c>zh-Hans</c>. Articles of both are searched.</param>
/// <param name="AskedAt">The moment whose facts and article versions are in force.</param>
public sealed record Question(string Text, string Lang, DateTimeOffset AskedAt);
